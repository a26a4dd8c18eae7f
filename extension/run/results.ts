import type { Reading } from '../dataset/reading.ts';
import type { ExampleEvaluation } from '../preference/evaluateExample.ts';
import type { Rows } from '../preference/rows.ts';

/** The one small interface through which `editor/` reads runs that `workbench/` holds. */
export interface ResultsSource {
  /** The newest results for a file (absolute path), while a run goes on as well as after. */
  resultsFor(dataset: string): DatasetResults | undefined;
  /** Called with the dataset's path when its results changed (new rows, another beta, another run). */
  onDidChange(listener: (dataset: string) => void): { dispose(): void };
}

export interface DatasetResults {
  readonly rows: Rows;
  /** How its file was read. */
  readonly reading: Reading | undefined;
  readonly beta: number;
  /** Row with this `exampleHash`; among twins the one nearest to the 1-based line. */
  rowOf(hash: string, line: number): number | undefined;
  /** Row whose record takes several lines, of which this 1-based one is the first; whether its text is still the same is not known. */
  groupAt(line: number): number | undefined;
  /** Everything objective.md names for one row, undefined when it is not `ok`. */
  evaluate(row: number): ExampleEvaluation | undefined;
}
