import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { readingKept } from '../dataset/keptReading.ts';
import type { Rows } from '../preference/rows.ts';
import { replaceLines } from '../preference/selectRows.ts';
import type { EvaluationEnd, EvaluationRequest, RunRecord } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import type { DatasetResults, ResultsSource } from '../run/results.ts';
import { UserError } from '../userError.ts';
import { datasetResults } from './datasetResults.ts';
import { Run } from './run.ts';

/** All runs of this window: one is evaluated at a time, the rest wait in line. */
export class Runs implements ResultsSource {
  /** Run of each dataset that is shown: its newest, or another that somebody chose. */
  private readonly shown = new Map<string, Run>();
  private readonly views = new Map<string, DatasetResults>();
  private readonly restoring = new Map<string, Promise<void>>();
  private readonly underway = new Set<Run>();
  private line: Promise<unknown> = Promise.resolve();
  private readonly resultsChanged = new vscode.EventEmitter<string>();
  private readonly runChanged = new vscode.EventEmitter<Run>();
  private readonly rowsAdded = new vscode.EventEmitter<{ run: Run; rows: Rows }>();
  private readonly runForgotten = new vscode.EventEmitter<string>();
  /** Called with the dataset whose shown run was deleted. */
  readonly onDidForgetRun = this.runForgotten.event;
  readonly onDidChangeRun = this.runChanged.event;
  readonly onDidAddRows = this.rowsAdded.event;
  current: Run | undefined;

  constructor(
    private readonly engine: EvaluationClient,
    private place: string,
    private readonly log: vscode.LogOutputChannel,
    private sharedBeta: number,
  ) {}

  /** The folder that run folders are made in. */
  get root(): string {
    return this.place;
  }

  /** Runs that are shown or go on stay where they are; those of the other folder are found from now on. */
  moveTo(root: string): void {
    this.place = root;
    this.restoring.clear();
  }

  isShown(folder: string): boolean {
    return this.withFolder(folder) !== undefined;
  }

  onDidChange(listener: (dataset: string) => void): vscode.Disposable {
    return this.resultsChanged.event(listener);
  }

  get beta(): number {
    return this.sharedBeta;
  }

  /** Rewards and losses of every run follow; nothing is scored again. */
  setBeta(beta: number): void {
    if (beta === this.sharedBeta) return;
    this.sharedBeta = beta;
    for (const run of this.shown.values()) this.touch(run);
  }

  runFor(dataset: string): Run | undefined {
    return this.shown.get(dataset);
  }

  resultsFor(dataset: string): DatasetResults | undefined {
    const run = this.shown.get(dataset);
    if (!run || run.rows.line.length === 0) return undefined;
    let view = this.views.get(dataset);
    if (!view || view.rows !== run.rows || view.beta !== this.sharedBeta) {
      view = datasetResults(run.rows, this.sharedBeta, run.reading);
      this.views.set(dataset, view);
    }
    return view;
  }

  /** Queues an evaluation of a whole file and resolves when it has ended. */
  evaluate(request: Omit<EvaluationRequest, 'runFolder'>): { run: Run; ended: Promise<EvaluationEnd> } {
    const id = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const run = new Run(id, { ...request, runFolder: path.join(this.root, id) });
    this.shown.set(run.dataset, run);
    this.touch(run);
    return { run, ended: this.enqueue(run) };
  }

  /** Goes on with a run that was cut off; what it has is not scored again. */
  continueRun(run: Run): Promise<EvaluationEnd> {
    run.phase = 'queued';
    run.reason = undefined;
    this.touch(run);
    return this.enqueue(run);
  }

  /** Scores some lines anew and puts them in the place of the old ones. */
  async evaluateLines(request: EvaluationRequest & { lines: readonly number[] }): Promise<EvaluationEnd> {
    const known = this.shown.get(request.dataset);
    if (known?.active)
      throw new Error('This file is being evaluated. Wait for the run to end, or cancel it, and try again.');
    const single = new Run('lines', request);
    const end = await this.enqueue(single);
    if (single.rows.line.length === 0) return end;
    const run = known ?? new Run(`lines-${Date.now()}`, { ...request, lines: undefined });
    if (!known) {
      run.phase = 'done';
      run.found = single.found;
      run.policy = single.policy;
      run.reference = single.reference;
      this.shown.set(run.dataset, run);
    }
    run.restart(replaceLines(run.rows, single.rows));
    this.touch(run);
    return end;
  }

  /** Stops the run, or takes it out of the line. What was scored is kept. */
  async cancel(run: Run): Promise<void> {
    if (run.phase === 'queued') {
      run.phase = 'cancelled';
      this.touch(run);
    } else if (run === this.current) await this.engine.cancel();
  }

  /** All run folders of this storage, of whatever dataset. */
  stored(): Promise<RunRecord[]> {
    return this.engine.listRuns(this.root);
  }

  /** Brings back the newest run of a file that an earlier session kept. */
  restore(dataset: string): Promise<void> {
    if (this.shown.has(dataset)) return Promise.resolve();
    let restoring = this.restoring.get(dataset);
    if (!restoring) {
      restoring = this.readNewest(dataset).catch((error) =>
        this.log.warn(
          `Earlier results of ${dataset} could not be read: ${error instanceof Error ? error.message : error}`,
        ),
      );
      this.restoring.set(dataset, restoring);
    }
    return restoring;
  }

  /** Evaluations that are waiting or going on, in their order. */
  get active(): readonly Run[] {
    return [...this.underway].filter((run) => run.active);
  }

  /** Makes a run that lies on disk the one that is shown of its dataset, until another is evaluated. UserError while one is. */
  async restoreFrom(folder: string): Promise<Run> {
    const records = await this.engine.listRuns(this.root);
    const record = records.find((one) => one.folder === folder);
    if (!record)
      throw new UserError(vscode.l10n.t('This run is not there any more. Refresh the list.'), 'usage');
    const { dataset } = record.request;
    const before = this.shown.get(dataset);
    if (before?.folder === folder) return before;
    this.assertIdle(dataset);
    const rows = await this.engine.readRun(folder);
    // One may have been started while this was read.
    this.assertIdle(dataset);
    const newest = newestOf(records, dataset);
    return this.adopt(record, rows, record !== newest);
  }

  /** Its name was changed on disk. */
  renamed(folder: string, name: string | undefined): void {
    const run = this.withFolder(folder);
    if (!run) return;
    run.name = name;
    this.touch(run);
  }

  /** Their folders were deleted: what was shown of them is gone, and the newest of what is left is shown in its place. */
  async forget(folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      const run = this.withFolder(folder);
      if (!run) continue;
      const { dataset } = run;
      this.shown.delete(dataset);
      this.views.delete(dataset);
      this.restoring.delete(dataset);
      await this.restore(dataset);
      if (!this.shown.has(dataset)) {
        this.runForgotten.fire(dataset);
        this.resultsChanged.fire(dataset);
      }
    }
  }

  private withFolder(folder: string): Run | undefined {
    return [...this.shown.values()].find((run) => run.folder === folder);
  }

  private assertIdle(dataset: string): void {
    if (this.shown.get(dataset)?.active)
      throw new UserError(
        vscode.l10n.t(
          '{0} is being evaluated. Wait for that to end, or cancel it, then open the run again.',
          path.basename(dataset),
        ),
        'usage',
      );
  }

  private async readNewest(dataset: string): Promise<void> {
    const record = newestOf(await this.engine.listRuns(this.root), dataset);
    if (!record) return;
    const rows = await this.engine.readRun(record.folder);
    if (!this.shown.has(dataset)) this.adopt(record, rows, false);
  }

  private adopt(record: RunRecord, rows: Rows, isOlder: boolean): Run {
    const { folder } = record;
    const run = new Run(path.basename(folder), { ...record.request, runFolder: folder });
    run.phase = record.state === 'done' ? 'done' : 'cancelled';
    run.policy = record.policy;
    run.reference = record.reference;
    run.name = record.name;
    run.startedAt = record.startedAt;
    run.isOlder = isOlder;
    run.restart(rows);
    this.shown.set(run.dataset, run);
    if (record.found) run.found = readingKept(record.found, run.request.reading);
    else void this.lookAtFile(run);
    this.touch(run);
    return run;
  }

  /** Of a run that was kept without it: what its file is taken for now, where it is still there. */
  private async lookAtFile(run: Run): Promise<void> {
    const { dataset, reading } = run.request;
    const found = await this.engine.fileReading(dataset, reading).catch(() => undefined);
    if (!found || run.found) return;
    // What was found in the records when the run began was kept as if it had been given.
    const isSaid = reading?.format !== undefined || reading?.columns !== undefined;
    run.found = { ...found, reading: reading ?? {}, from: reading && !isSaid ? 'records' : found.from };
    this.runChanged.fire(run);
  }

  private enqueue(run: Run): Promise<EvaluationEnd> {
    // Single examples come and go.
    if (run.folder !== undefined) this.underway.add(run);
    const ended = this.line
      .then(() => this.perform(run))
      .finally(() => {
        if (this.underway.delete(run)) this.runChanged.fire(run);
      });
    this.line = ended.catch(() => undefined);
    return ended;
  }

  private async perform(run: Run): Promise<EvaluationEnd> {
    if (run.phase === 'cancelled') {
      const counts = {
        examples: 0,
        scored: 0,
        failed: 0,
        noPreference: 0,
        malformed: 0,
        truncated: 0,
        separate: 0,
      };
      return { state: 'cancelled', counts, reused: { policy: 0, reference: 0 }, seconds: 0 };
    }
    this.current = run;
    run.phase = 'loading';
    run.restart();
    this.touch(run);
    try {
      const end = await this.engine.evaluate(run.request, {
        reading: (found) => {
          // Of one that goes on it is known since it began; who said so, too.
          if (!run.found || !run.request.reading) run.found = found;
          this.runChanged.fire(run);
        },
        rows: (rows) => {
          run.append(rows);
          this.rowsAdded.fire({ run, rows });
          this.touchResults(run);
        },
        progress: (progress) => {
          run.progress = progress;
          if (progress.phase === 'scoring') run.phase = 'running';
          this.runChanged.fire(run);
        },
        models: (policy, reference) => {
          run.policy = policy;
          run.reference = reference;
          this.runChanged.fire(run);
        },
        log: (level, message) => this.log[level](message),
      });
      run.end = end;
      run.phase = end.state;
      run.reason = end.reason;
      return end;
    } catch (error) {
      run.phase = 'failed';
      run.reason = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.current = undefined;
      this.touch(run);
    }
  }

  private touch(run: Run): void {
    this.runChanged.fire(run);
    this.touchResults(run);
  }

  private touchResults(run: Run): void {
    this.resultsChanged.fire(run.dataset);
  }
}

function newestOf(records: readonly RunRecord[], dataset: string): RunRecord | undefined {
  return records
    .filter(({ request }) => request.dataset === dataset)
    .reduce<RunRecord | undefined>((a, b) => (a && a.startedAt > b.startedAt ? a : b), undefined);
}
