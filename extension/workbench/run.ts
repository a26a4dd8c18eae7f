import type { FileReading } from '../dataset/fileReading.ts';
import type { Reading } from '../dataset/reading.ts';
import type { LoadedModel } from '../model/contract.ts';
import { concatRows, noRows, type Rows } from '../preference/rows.ts';
import type { EvaluationEnd, EvaluationRequest, Progress } from '../run/evaluation.ts';

export type RunPhase = 'queued' | 'loading' | 'running' | 'done' | 'cancelled' | 'failed';

/** One evaluation of one dataset, from the moment it is asked for. Held in memory; its facts also lie in its run folder. */
export class Run {
  phase: RunPhase = 'queued';
  /** Why it failed, ending with the next step. */
  reason: string | undefined;
  progress: Progress | undefined;
  /** What its file was taken for. */
  found: FileReading | undefined;
  policy: LoadedModel | undefined;
  reference: LoadedModel | undefined;
  end: EvaluationEnd | undefined;
  /** That somebody gave it. */
  name: string | undefined;
  /** ISO 8601. */
  startedAt = new Date().toISOString();
  /** It was chosen among the runs of its dataset, of which it is not the newest. */
  isOlder = false;
  /** Changes whenever the rows start anew, so that a view knows to start from empty. */
  version = 0;
  private parts: Rows[] = [];

  constructor(
    readonly id: string,
    readonly request: EvaluationRequest,
  ) {}

  get dataset(): string {
    return this.request.dataset;
  }

  get reading(): Reading | undefined {
    return this.found?.reading ?? this.request.reading;
  }

  get active(): boolean {
    return this.phase === 'queued' || this.phase === 'loading' || this.phase === 'running';
  }

  /** Where its facts lie; undefined of single examples, which are not kept. */
  get folder(): string | undefined {
    return this.request.runFolder;
  }

  /** It was cut off with something scored. */
  get canContinue(): boolean {
    return (this.phase === 'cancelled' || this.phase === 'failed') && this.rows.line.length > 0;
  }

  get rowCount(): number {
    return this.parts.reduce((sum, part) => sum + part.line.length, 0);
  }

  /** All rows so far. Parts are joined only when somebody looks. */
  get rows(): Rows {
    if (this.parts.length > 1) this.parts = [concatRows(this.parts)];
    return this.parts[0] ?? noRows;
  }

  append(rows: Rows): void {
    this.parts.push(rows);
  }

  restart(rows: Rows = noRows): void {
    this.parts = rows.line.length ? [rows] : [];
    this.version++;
  }
}
