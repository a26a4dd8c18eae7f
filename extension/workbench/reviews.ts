import path from 'node:path';
import type * as vscode from 'vscode';
import type { ReviewFacts } from '../../webview/review/contract.ts';
import type { Decision, Verdict } from '../preference/decision.ts';
import { type Rows, Status } from '../preference/rows.ts';
import type { KeptDecision } from '../run/decisionLine.ts';
import { DecisionLog, datasetFolder, readDecisions } from '../run/decisions.ts';
import type { RunRecord } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import { matchDecisions } from '../run/matchDecisions.ts';
import type { DecisionsSource } from '../run/results.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';

/** Runs of other models whose say is asked for; each costs reading its rows. */
const mostOtherRuns = 8;

interface Verdicts {
  /** Of which they were read. */
  readonly rows: Rows;
  byRow: ReadonlyMap<number, Verdict> | undefined;
}

/** What people said of labels, of every dataset: kept beside the run that they saw, found again in all runs of the file. */
export class Reviews implements DecisionsSource {
  private readonly logs = new Map<string, DecisionLog>();
  private readonly verdicts = new Map<string, Verdicts>();
  private readonly listeners = new Set<(dataset: string) => void>();

  constructor(
    private readonly runs: Pick<Runs, 'runFor' | 'stored'>,
    private readonly engine: Pick<EvaluationClient, 'storedPlaces'>,
    /** Holds `decisions/` for files without a run folder. */
    private readonly storage: string,
    private readonly log: Pick<vscode.LogOutputChannel, 'warn'>,
  ) {}

  /** What is known of the rows of the newest run. UserError when decisions cannot be read. */
  async facts(dataset: string): Promise<ReviewFacts> {
    const run = this.runs.runFor(dataset);
    if (!run) return { decisions: [], lost: [], places: [] };
    const { rows } = run;
    const records = await this.recordsOf(dataset);
    const judged = rows.hash.map((hash, row) => ({ hash, line: rows.line[row], row }));
    const { found, lost } = matchDecisions(await this.readAll(dataset, records), judged);
    return {
      decisions: [...found].map(([{ row }, { verdict, ranking, tags, note }]) => ({
        row,
        decision: { verdict, ranking, tags, note },
      })),
      lost: lost.map(({ line }) => line).sort((a, b) => a - b),
      places: await this.otherPlaces(run, records),
    };
  }

  /** Resolves when it is on disk. UserError when it cannot be. */
  async decide(dataset: string, row: number, decision: Decision): Promise<void> {
    const run = this.runs.runFor(dataset);
    if (!run || !(row >= 0 && row < run.rows.line.length)) return;
    const { hash, line } = run.rows;
    const at = new Date().toISOString();
    await this.logOf(dataset).append({ ...decision, hash: hash[row], line: line[row], at });
    this.forget(dataset);
  }

  /** These were written into the file itself, whose records have other texts since. */
  async applied(dataset: string, decisions: readonly KeptDecision[]): Promise<void> {
    const log = this.logOf(dataset);
    const at = new Date().toISOString();
    await Promise.all(decisions.map((decision) => log.append({ ...decision, at, applied: true })));
    this.forget(dataset);
  }

  verdictsOf(dataset: string): ReadonlyMap<number, Verdict> | undefined {
    const rows = this.runs.runFor(dataset)?.rows;
    if (!rows) return undefined;
    const known = this.verdicts.get(dataset);
    if (known?.rows === rows) return known.byRow;
    const reading: Verdicts = { rows, byRow: known?.byRow };
    this.verdicts.set(dataset, reading);
    void this.readVerdicts(dataset, rows).then(
      (byRow) => {
        // Another run, or another decision, came between.
        if (this.verdicts.get(dataset) !== reading) return;
        reading.byRow = byRow;
        this.tell(dataset);
      },
      (error) =>
        this.log.warn(`Decisions could not be read: ${error instanceof Error ? error.message : error}`),
    );
    return reading.byRow;
  }

  private async readVerdicts(dataset: string, rows: Rows): Promise<Map<number, Verdict>> {
    const decisions = await this.decisionsOf(dataset);
    const wanted = new Set(decisions.map(({ hash }) => hash));
    const judged = rows.hash.flatMap((hash, row) =>
      wanted.has(hash) ? [{ hash, line: rows.line[row], row }] : [],
    );
    const { found } = matchDecisions(decisions, judged);
    return new Map(
      [...found].flatMap(([{ row }, { verdict }]) => (verdict ? [[row, verdict] as const] : [])),
    );
  }

  private forget(dataset: string): void {
    this.verdicts.delete(dataset);
    this.tell(dataset);
  }

  private tell(dataset: string): void {
    for (const listener of this.listeners) listener(dataset);
  }

  onDidChange(listener: (dataset: string) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  private logOf(dataset: string): DecisionLog {
    const folder = this.runs.runFor(dataset)?.request.runFolder ?? this.folderOf(dataset);
    let log = this.logs.get(folder);
    if (!log) {
      log = new DecisionLog(folder);
      this.logs.set(folder, log);
    }
    return log;
  }

  /** For a file without a run folder. */
  private folderOf(dataset: string): string {
    return datasetFolder(path.join(this.storage, 'decisions'), dataset);
  }

  /** All lines ever written about a dataset, oldest first. */
  async decisionsOf(dataset: string): Promise<KeptDecision[]> {
    return this.readAll(dataset, await this.recordsOf(dataset));
  }

  private async recordsOf(dataset: string): Promise<RunRecord[]> {
    const records = await this.runs.stored();
    return records.filter(({ request }) => request.dataset === dataset);
  }

  private async readAll(dataset: string, records: readonly RunRecord[]): Promise<KeptDecision[]> {
    const folders = new Set([
      this.folderOf(dataset),
      ...records.map(({ folder }) => folder),
      // Its manifest comes with its first rows.
      ...[this.runs.runFor(dataset)?.request.runFolder].filter((folder) => folder !== undefined),
    ]);
    const known = [...this.logs].filter(([folder]) => folders.has(folder));
    // First those on their way, so that what is on disk then is whole.
    const unwritten = await Promise.all(known.map(([, log]) => log.unwritten()));
    const lists = await Promise.all([...folders].map(readDecisions));
    return [...lists.flat(), ...unwritten.flat()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  /** Of each other pair of models the newest run: a model that is asked twice says the same twice. */
  private async otherPlaces(run: Run, records: readonly RunRecord[]): Promise<Float64Array[]> {
    const models = ({ policy, reference }: Pick<RunRecord, 'policy' | 'reference'>) =>
      `${policy?.fingerprint} ${reference?.fingerprint}`;
    const newest = new Map<string, RunRecord>();
    for (const record of [...records].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)))
      newest.set(models(record), record);
    newest.delete(models(run));
    const others = [...newest.values()].reverse().slice(0, mostOtherRuns);
    const places: Float64Array[] = [];
    for (const { folder } of others)
      try {
        const { hash, place } = await this.engine.storedPlaces(folder);
        const byHash = new Map(hash.map((one, i) => [one, place[i]]));
        places.push(
          Float64Array.from(run.rows.hash, (one, row) =>
            run.rows.status[row] === Status.ok ? (byHash.get(one) ?? Number.NaN) : Number.NaN,
          ),
        );
      } catch (error) {
        this.log.warn(
          `The run in ${folder} is left out of the review: ${error instanceof Error ? error.message : error}`,
        );
      }
    return places;
  }
}
