import type { FieldColumn } from '../../preference/fieldColumns.ts';
import type { PairedRun } from '../../preference/paired/pairedRun.ts';
import type { RunRecord } from '../evaluation.ts';

/** Several runs over the same examples, side by side. Plain data: it crosses threads. */
export interface Comparison {
  readonly runs: readonly ComparedRun[];
  /** N: examples that any of the runs has. */
  readonly examples: number;
  /** [N] values of the records' fields, each from the first run that has the example. */
  readonly fields: readonly FieldColumn[];
  /** [N] as in `Rows`, of the first run that knows them. */
  readonly turns: Uint16Array;
  /** Sentences: what differs between the runs besides their models. */
  readonly notes: readonly string[];
}

export interface ComparedRun {
  readonly record: RunRecord;
  /** Why nothing of it is shown, ending with the next step. */
  readonly problem?: string;
  readonly columns: ComparedColumns;
  /** Of the run folder, by the numbers in `columns.at`. */
  readonly files: readonly string[];
  /** Records that were no rankings; they are in no comparison. */
  readonly malformed: number;
  /** 1-based lines of the first of them. */
  readonly malformedLines: readonly number[];
}

export interface ComparedColumns extends PairedRun {
  /** [N] where the example's row is kept: 2^32 * `file` + `place` of `StoredRun`. */
  readonly at: Float64Array;
}

/** One example as one run has it. */
export interface ComparedExample {
  /** 1-based, in the run's file. */
  readonly line: number;
  readonly id?: string;
  readonly reason?: string;
  readonly flags: number;
  /** [K] in the order of the run's file. Nats; NaN where not scored. */
  readonly tier: Uint16Array;
  readonly policyLogp: Float64Array;
  readonly referenceLogp: Float64Array;
  readonly tokens: Uint32Array;
}

export const mostRuns = 8;
