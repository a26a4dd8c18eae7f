import { checkRawLine } from './checkRawLine.ts';
import { preferenceTally } from './isPreferenceDataset.ts';
import { type ReadOptions, readLines } from './lines.ts';
import type { LocatedProblem, Severity } from './problem.ts';

/** A problem as editors and CI count: lines and columns from 1, columns in UTF-16 units, `endColumn` after the last one. */
export interface FileProblem extends LocatedProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FileLine {
  /** 1-based. */
  readonly line: number;
  /** Has no error, so that an evaluation takes it. */
  readonly usable: boolean;
  readonly problems: readonly FileProblem[];
}

export interface CheckTotals {
  /** Lines that are not blank. */
  records: number;
  /** Records without an error. */
  examples: number;
  readonly problems: Record<Severity, number>;
  /** Told from the first records; undefined while none was read, or none that says anything. */
  isPreferenceDataset: boolean | undefined;
  /** `isPreferenceDataset` will not change any more. */
  decided: boolean;
}

/** The lines of a file one by one, problems or not; `totals` grow on the way. Iterate once. */
export interface FileCheck extends AsyncIterable<FileLine> {
  readonly totals: Readonly<CheckTotals>;
}

/** Checks a whole file. Rejects as the file system does when it cannot be read. */
export function checkFile(path: string, options: ReadOptions = {}): FileCheck {
  const totals: CheckTotals = {
    records: 0,
    examples: 0,
    problems: { error: 0, warning: 0, information: 0 },
    isPreferenceDataset: undefined,
    decided: false,
  };
  return { totals, [Symbol.asyncIterator]: () => fileLines(path, options, totals) };
}

async function* fileLines(path: string, options: ReadOptions, totals: CheckTotals): AsyncGenerator<FileLine> {
  const tally = preferenceTally();
  for await (const block of readLines(path, options)) {
    for (const raw of block) {
      if (!totals.decided) {
        tally.add(raw.text);
        totals.isPreferenceDataset = tally.verdict();
        totals.decided = tally.decided();
      }
      const { examples, problems } = checkRawLine(raw);
      totals.records++;
      totals.examples += examples.length;
      for (const { severity } of problems) totals.problems[severity]++;
      // Editors do not count a byte order mark.
      const hidden = raw.text.startsWith('\ufeff') && raw.line === 1 ? 1 : 0;
      const usable = examples.length > 0;
      yield { line: raw.line, usable, problems: problems.map((found) => inFile(found, raw.line, hidden)) };
    }
  }
}

function inFile(found: LocatedProblem, line: number, hidden: number): FileProblem {
  const column = (offset: number) => Math.max(0, offset - hidden) + 1;
  return { ...found, line, column: column(found.start), endLine: line, endColumn: column(found.end) };
}
