import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Rows } from '../preference/rows.ts';
import { replaceLines } from '../preference/selectRows.ts';
import type { EvaluationEnd, EvaluationRequest, RunRecord } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import type { DatasetResults, ResultsSource } from '../run/results.ts';
import { datasetResults } from './datasetResults.ts';
import { Run } from './run.ts';

/** All runs of this window: one is evaluated at a time, the rest wait in line. */
export class Runs implements ResultsSource {
  /** Newest run of each dataset. */
  private readonly newest = new Map<string, Run>();
  private readonly views = new Map<string, DatasetResults>();
  private readonly restoring = new Map<string, Promise<void>>();
  private line: Promise<unknown> = Promise.resolve();
  private readonly resultsChanged = new vscode.EventEmitter<string>();
  private readonly runChanged = new vscode.EventEmitter<Run>();
  private readonly rowsAdded = new vscode.EventEmitter<{ run: Run; rows: Rows }>();
  readonly onDidChangeRun = this.runChanged.event;
  readonly onDidAddRows = this.rowsAdded.event;
  current: Run | undefined;

  constructor(
    private readonly engine: EvaluationClient,
    private readonly root: string,
    private readonly log: vscode.LogOutputChannel,
    private sharedBeta: number,
  ) {}

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
    for (const run of this.newest.values()) this.touch(run);
  }

  runFor(dataset: string): Run | undefined {
    return this.newest.get(dataset);
  }

  resultsFor(dataset: string): DatasetResults | undefined {
    const run = this.newest.get(dataset);
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
    this.newest.set(run.dataset, run);
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
    const known = this.newest.get(request.dataset);
    if (known?.active)
      throw new Error('This file is being evaluated. Wait for the run to end, or cancel it, and try again.');
    const single = new Run('lines', request);
    const end = await this.enqueue(single);
    if (single.rows.line.length === 0) return end;
    const run = known ?? new Run(`lines-${Date.now()}`, { ...request, lines: undefined });
    if (!known) {
      run.phase = 'done';
      run.policy = single.policy;
      run.reference = single.reference;
      this.newest.set(run.dataset, run);
    }
    run.restart(replaceLines(run.rows, single.rows));
    this.touch(run);
    return end;
  }

  /** Says more about why a run failed than the run itself can know. */
  explain(run: Run, reason: string): void {
    run.reason = reason;
    this.touch(run);
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
    if (this.newest.has(dataset)) return Promise.resolve();
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

  private async readNewest(dataset: string): Promise<void> {
    const records = (await this.stored()).filter((r) => r.request.dataset === dataset);
    const record = records.reduce<RunRecord | undefined>(
      (a, b) => (a && a.startedAt > b.startedAt ? a : b),
      undefined,
    );
    if (!record) return;
    const rows = await this.engine.readRun(record.folder);
    if (this.newest.has(dataset)) return;
    const run = new Run(path.basename(record.folder), { ...record.request, runFolder: record.folder });
    run.phase = record.state === 'done' ? 'done' : 'cancelled';
    run.policy = record.policy;
    run.reference = record.reference;
    run.restart(rows);
    this.newest.set(dataset, run);
    this.touch(run);
  }

  private enqueue(run: Run): Promise<EvaluationEnd> {
    const ended = this.line.then(() => this.perform(run));
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
          run.found = found;
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
