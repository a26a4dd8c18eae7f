import path from 'node:path';
import type * as vscode from 'vscode';
import type { ReviewFacts } from '../../webview/review/contract.ts';
import type { Decision } from '../preference/decision.ts';
import { Status } from '../preference/rows.ts';
import type { KeptDecision } from '../run/decisionLine.ts';
import { DecisionLog, datasetFolder, readDecisions } from '../run/decisions.ts';
import type { RunRecord } from '../run/evaluation.ts';
import type { EvaluationClient } from '../run/evaluationClient.ts';
import { matchDecisions } from '../run/matchDecisions.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';

/** Runs of other models whose say is asked for; each costs reading its rows. */
const mostOtherRuns = 8;

/** What people said of labels, of every dataset: kept beside the run that they saw, found again in all runs of the file. */
export class Reviews {
  private readonly logs = new Map<string, DecisionLog>();

  constructor(
    private readonly runs: Pick<Runs, 'runFor'>,
    private readonly engine: Pick<EvaluationClient, 'listRuns' | 'storedPlaces'>,
    /** Holds `runs/`, and `decisions/` for files without a run folder. */
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
  }

  /** These were written into the file itself, whose records have other texts since. */
  async applied(dataset: string, decisions: readonly KeptDecision[]): Promise<void> {
    const log = this.logOf(dataset);
    const at = new Date().toISOString();
    await Promise.all(decisions.map((decision) => log.append({ ...decision, at, applied: true })));
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
    const records = await this.engine.listRuns(path.join(this.storage, 'runs'));
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
