import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { createBirpc } from 'birpc';
import type { FileReading } from '../dataset/fileReading.ts';
import type { Reading } from '../dataset/reading.ts';
import type { ProviderReport } from '../model/contract.ts';
import type { CudaPlace } from '../model/cuda/chooseRuntime.ts';
import type { ModelGlance } from '../model/glance.ts';
import type { Rows } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import type { ExampleOfRun } from './compare/comparedExample.ts';
import type { Comparison } from './compare/comparison.ts';
import { received } from './crossing.ts';
import type {
  EvaluationCalls,
  EvaluationEnd,
  EvaluationEvents,
  EvaluationRequest,
  LogLevel,
  RankingTokens,
  RunRecord,
  TokensRequest,
  WorkerEvents,
} from './evaluation.ts';
import type { ExportEnd, ExportRequest } from './export/exportRequest.ts';
import type { Headline } from './headline.ts';
import type { JobOptions } from './jobs.ts';
import type { PairsEnd, PairsRequest } from './pairs/pairsRequest.ts';
import type { RunDigest } from './runDigest.ts';
import type { RunFolder } from './runFolders.ts';
import type { StoredPlaces } from './storedPlaces.ts';
import type { TokenScores, TokenScoresRequest } from './tokenScores.ts';
import type { Forecast, ForecastRequest } from './truncationForecast.ts';

interface Running {
  readonly worker: Worker;
  readonly calls: ReturnType<typeof createBirpc<EvaluationCalls, WorkerEvents>>;
  ended: Error | undefined;
}

/** Without a bound of its own a thread that wants more takes the whole extension host with it. */
const usualHeapMegabytes = 3072;

/** The host's handle of the evaluation worker: started on first use, and every call settles. */
export class EvaluationClient {
  private running: Running | undefined;
  private idleMinutes = 5;
  private cuda: CudaPlace | undefined;
  private events: EvaluationEvents | undefined;
  private readonly jobs = new Map<number, (done: number) => void>();
  private lastJob = 0;

  constructor(
    private readonly script: string,
    private readonly log: (level: LogLevel, message: string) => void,
    /** Asked before anything that reads or runs a model; where it throws, nothing is started. */
    private readonly assertMayLoad: () => void = () => {},
    private readonly mostHeapMegabytes = usualHeapMegabytes,
  ) {}

  /** One at a time: the caller queues. */
  async evaluate(request: EvaluationRequest, events: EvaluationEvents): Promise<EvaluationEnd> {
    this.assertMayLoad();
    if (this.events) throw new Error('An evaluation is running already; the caller queues.');
    this.events = events;
    try {
      return await this.call((calls) => calls.evaluate(request));
    } finally {
      this.events = undefined;
    }
  }

  async cancel(): Promise<void> {
    if (this.running) await this.call((calls) => calls.cancel());
  }

  async providers(): Promise<ProviderReport[]> {
    this.assertMayLoad();
    return this.call((calls) => calls.providers());
  }

  listRuns(root: string): Promise<RunRecord[]> {
    return this.call((calls) => calls.listRuns(root));
  }

  readRun(folder: string): Promise<Rows> {
    return this.call((calls) => calls.readRun(folder));
  }

  storedPlaces(folder: string): Promise<StoredPlaces> {
    return this.call((calls) => calls.storedPlaces(folder));
  }

  listRunFolders(root: string): Promise<RunFolder[]> {
    return this.call((calls) => calls.listRunFolders(root));
  }

  headline(folder: string, beta: number): Promise<Headline> {
    return this.call((calls) => calls.headline(folder, beta));
  }

  runDigest(folder: string, beta: number, suspects: number): Promise<RunDigest> {
    return this.call((calls) => calls.runDigest(folder, beta, suspects));
  }

  renameRun(folder: string, name: string): Promise<void> {
    return this.call((calls) => calls.renameRun(folder, name));
  }

  deleteRuns(root: string, folders: readonly string[]): Promise<void> {
    return this.call((calls) => calls.deleteRuns(root, folders));
  }

  async glanceAtModels(folders: readonly string[]): Promise<ModelGlance[]> {
    this.assertMayLoad();
    return this.call((calls) => calls.glanceAtModels(folders));
  }

  /** As `EvaluationCalls.fileReading`. */
  fileReading(dataset: string, given?: Reading): Promise<FileReading> {
    return this.call((calls) => calls.fileReading(dataset, given));
  }

  /** Rejects with the signal's reason when it is aborted. */
  async forecast(request: ForecastRequest, signal: AbortSignal): Promise<Forecast> {
    this.assertMayLoad();
    return this.cancellable(
      signal,
      (calls) => calls.forecast(request),
      (calls) => calls.cancelForecast(),
    );
  }

  /** As `exportResults` of `export/`. Rejects with the signal's reason when it is aborted. */
  exportResults(request: ExportRequest, options: JobOptions): Promise<ExportEnd> {
    return this.job(options, (calls, job) => calls.exportResults(job, request));
  }

  /** As `writePairs` of `pairs/`. Rejects with the signal's reason when it is aborted. */
  writePairs(request: PairsRequest, options: JobOptions): Promise<PairsEnd> {
    return this.job(options, (calls, job) => calls.writePairs(job, request));
  }

  /** As `EvaluationCalls.tokenScores`; `told` hears of each of its steps. Rejects with the signal's reason when it is aborted. */
  async tokenScores(request: TokenScoresRequest, options: JobOptions): Promise<TokenScores> {
    this.assertMayLoad();
    return this.job(options, (calls, job) => calls.tokenScores(job, request));
  }

  /** As `compareRuns` of `compare/`. Rejects with the signal's reason when it is aborted. */
  compareRuns(folders: readonly string[], options: JobOptions): Promise<Comparison> {
    return this.job(options, (calls, job) => calls.compareRuns(job, folders));
  }

  /** As `comparedExample` of `compare/`. */
  comparedExample(folder: string, file: string, place: number): Promise<ExampleOfRun> {
    return this.call((calls) => calls.comparedExample(folder, file, place));
  }

  async tokens(request: TokensRequest): Promise<RankingTokens | undefined> {
    this.assertMayLoad();
    return this.call((calls) => calls.tokens(request));
  }

  /** Starts nothing. */
  setCuda(place: CudaPlace | undefined): void {
    this.cuda = place;
    if (this.running) void this.call((calls) => calls.setCuda(place)).catch(() => {});
  }

  /** Starts nothing. */
  setIdleMinutes(minutes: number): void {
    this.idleMinutes = minutes;
    if (this.running) void this.call((calls) => calls.setIdleMinutes(minutes)).catch(() => {});
  }

  async dispose(): Promise<void> {
    const running = this.running;
    if (!running) return;
    await this.call((calls) => calls.dispose()).catch(() => {});
    this.settle(running, new Error('Plackett was closed.'));
    await running.worker.terminate();
  }

  private async job<T>(
    { signal, told }: JobOptions,
    ask: (calls: Running['calls'], job: number) => Promise<T>,
  ): Promise<T> {
    const job = this.lastJob++;
    this.jobs.set(job, told);
    try {
      return await this.cancellable(
        signal,
        (calls) => ask(calls, job),
        (calls) => calls.cancelJob(job),
      );
    } finally {
      this.jobs.delete(job);
    }
  }

  private async cancellable<T>(
    signal: AbortSignal,
    ask: (calls: Running['calls']) => Promise<T>,
    cancel: (calls: Running['calls']) => Promise<void>,
  ): Promise<T> {
    const stop = () => void this.call(cancel).catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.call(ask);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async call<T>(ask: (calls: Running['calls']) => Promise<T>): Promise<T> {
    try {
      this.running ??= this.start();
      return await ask(this.running.calls);
    } catch (error) {
      throw received(error);
    }
  }

  private start(): Running {
    const worker = new Worker(this.script, {
      workerData: { scorer: path.join(path.dirname(this.script), 'scorerProcess.js') },
      resourceLimits: { maxOldGenerationSizeMb: this.mostHeapMegabytes },
    });
    const events: WorkerEvents = {
      reading: (found) => this.events?.reading(found),
      rows: (rows) => this.events?.rows(rows),
      progress: (progress) => this.events?.progress(progress),
      models: (policy, reference) => this.events?.models(policy, reference),
      log: (level, message) => this.log(level, message),
      jobDone: (job, done) => this.jobs.get(job)?.(done),
    };
    const calls = createBirpc<EvaluationCalls, WorkerEvents>(events, {
      post: (message) => {
        // birpc would wait for ever for an answer to what was never sent.
        if (running.ended) throw running.ended;
        worker.postMessage(message);
      },
      on: (receive) => worker.on('message', receive),
      timeout: -1,
    });
    const running: Running = { worker, calls, ended: undefined };
    worker.on('error', (error) => this.settle(running, this.explained(error)));
    worker.on('exit', (code) =>
      this.settle(running, new Error(`The evaluation worker ended with code ${code}.`)),
    );
    void calls.setIdleMinutes(this.idleMinutes).catch(() => {});
    void calls.setCuda(this.cuda).catch(() => {});
    return running;
  }

  private explained(error: Error): Error {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
    return new UserError(
      l10n.t(
        'Reading and preparing the examples took more than {0} MB of memory, and was stopped. What was scored is kept. A tokenizer or chat template that makes very long texts may do this: try another model, or leave out the longest examples, then continue the evaluation.',
        this.mostHeapMegabytes,
      ),
      'model',
      { cause: error },
    );
  }

  private settle(running: Running, reason: Error): void {
    if (running.ended) return;
    running.ended = reason;
    if (this.running === running) this.running = undefined;
    this.log('debug', reason.message);
    running.calls.$close(reason);
  }
}
