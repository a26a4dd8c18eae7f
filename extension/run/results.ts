import { lineHash } from '../dataset/lineHash.ts';
import type { Reading } from '../dataset/reading.ts';
import type { Verdict } from '../preference/decision.ts';
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
  /** Row whose record takes several lines, of which this 1-based one is one; whether its text is still the same is not known. */
  groupAt(line: number): number | undefined;
  /** Everything objective.md names for one row, undefined when it is not `ok`. */
  evaluate(row: number): ExampleEvaluation | undefined;
}

/** What people said of labels, as `editor/` reads it. */
export interface DecisionsSource {
  /** By row of the results; undefined until they are read, which `onDidChange` tells. */
  verdictsOf(dataset: string): ReadonlyMap<number, Verdict> | undefined;
  onDidChange(listener: (dataset: string) => void): { dispose(): void };
}

/** The text of an open document. */
export interface TextLines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** A record of several lines. */
export interface LineGroup {
  readonly row: number;
  /** 0-based. */
  readonly first: number;
  readonly texts: readonly string[];
}

/** The record of several lines that this 0-based one is one of: only while its text is the one that was scored. */
export function groupOfLine(
  results: DatasetResults,
  document: TextLines,
  line: number,
): LineGroup | undefined {
  const row = results.groupAt(line + 1);
  if (row === undefined) return undefined;
  const [first, count] = [results.rows.line[row] - 1, results.rows.lines[row]];
  if (first + count > document.lineCount) return undefined;
  const texts = Array.from({ length: count }, (_, i) => document.lineAt(first + i).text);
  return lineHash(texts.join('\n')) === results.rows.hash[row] ? { row, first, texts } : undefined;
}

/** Row of a 0-based line of a document: only while its text is the one that was scored. */
export function rowOfLine(results: DatasetResults, document: TextLines, line: number): number | undefined {
  return (
    results.rowOf(lineHash(document.lineAt(line).text), line + 1) ?? groupOfLine(results, document, line)?.row
  );
}
