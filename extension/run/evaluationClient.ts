import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { FileReading } from '../dataset/fileReading.ts';
import type { Reading } from '../dataset/reading.ts';
import type { ProviderReport } from '../model/contract.ts';
import type { CudaPlace } from '../model/cuda/chooseRuntime.ts';
import type { Rows } from '../preference/rows.ts';
import { received } from './crossing.ts';
import type {
  EvaluationCalls,
  EvaluationEnd,
  EvaluationEvents,
  EvaluationRequest,
  LogLevel,
  ModelTokens,
  RunRecord,
  TokensRequest,
} from './evaluation.ts';
import type { StoredPlaces } from './storedPlaces.ts';
import type { Forecast, ForecastRequest } from './truncationForecast.ts';

interface Running {
  readonly worker: Worker;
  readonly calls: ReturnType<typeof createBirpc<EvaluationCalls, EvaluationEvents>>;
  ended: Error | undefined;
}

/** The host's handle of the evaluation worker: started on first use, and every call settles. */
export class EvaluationClient {
  private running: Running | undefined;
  private idleMinutes = 5;
  private cuda: CudaPlace | undefined;
  private events: EvaluationEvents | undefined;

  constructor(
    private readonly script: string,
    private readonly log: (level: LogLevel, message: string) => void,
  ) {}

  /** One at a time: the caller queues. */
  async evaluate(request: EvaluationRequest, events: EvaluationEvents): Promise<EvaluationEnd> {
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

  providers(): Promise<ProviderReport[]> {
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

  /** As `EvaluationCalls.fileReading`. */
  fileReading(dataset: string, given?: Reading): Promise<FileReading> {
    return this.call((calls) => calls.fileReading(dataset, given));
  }

  /** Rejects with the signal's reason when it is aborted. */
  async forecast(request: ForecastRequest, signal: AbortSignal): Promise<Forecast> {
    const cancel = () => void this.call((calls) => calls.cancelForecast()).catch(() => {});
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await this.call((calls) => calls.forecast(request));
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  tokens(request: TokensRequest): Promise<ModelTokens[]> {
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
    });
    const events: EvaluationEvents = {
      reading: (found) => this.events?.reading(found),
      rows: (rows) => this.events?.rows(rows),
      progress: (progress) => this.events?.progress(progress),
      models: (policy, reference) => this.events?.models(policy, reference),
      log: (level, message) => this.log(level, message),
    };
    const calls = createBirpc<EvaluationCalls, EvaluationEvents>(events, {
      post: (message) => {
        // birpc would wait for ever for an answer to what was never sent.
        if (running.ended) throw running.ended;
        worker.postMessage(message);
      },
      on: (receive) => worker.on('message', receive),
      timeout: -1,
    });
    const running: Running = { worker, calls, ended: undefined };
    worker.on('error', (error) => this.settle(running, error));
    worker.on('exit', (code) =>
      this.settle(running, new Error(`The evaluation worker ended with code ${code}.`)),
    );
    void calls.setIdleMinutes(this.idleMinutes).catch(() => {});
    void calls.setCuda(this.cuda).catch(() => {});
    return running;
  }

  private settle(running: Running, reason: Error): void {
    if (running.ended) return;
    running.ended = reason;
    if (this.running === running) this.running = undefined;
    this.log('debug', reason.message);
    running.calls.$close(reason);
  }
}
