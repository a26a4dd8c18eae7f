import { acrossTally } from './across/acrossTally.ts';
import { acrossWords } from './across/acrossWords.ts';
import { exampleFacts } from './across/exampleFacts.ts';
import { checkRawLine } from './checkRawLine.ts';
import { physicalRange } from './containers/physical.ts';
import { preferenceTally } from './isPreferenceDataset.ts';
import type { RawLine } from './lines.ts';
import type { LocatedProblem, Severity } from './problem.ts';
import { type RecordOptions, readRecords } from './records.ts';

/** A problem as editors and CI count: lines and columns from 1, columns in UTF-16 units, `endColumn` after the last one. */
export interface FileProblem extends LocatedProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FileLine {
  /** 1-based; the first of a record's. */
  readonly line: number;
  /** Has no error, so that an evaluation takes it. */
  readonly usable: boolean;
  readonly problems: readonly FileProblem[];
}

export interface CheckTotals {
  /** Lines that are not blank. */
  records: number;
  /** Rankings that an evaluation takes: of a line one, several or, with others, a part of one. */
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
export function checkFile(path: string, options: RecordOptions = {}): FileCheck {
  const totals: CheckTotals = {
    records: 0,
    examples: 0,
    problems: { error: 0, warning: 0, information: 0 },
    isPreferenceDataset: undefined,
    decided: false,
  };
  return { totals, [Symbol.asyncIterator]: () => fileLines(path, options, totals) };
}

async function* fileLines(
  path: string,
  options: RecordOptions,
  totals: CheckTotals,
): AsyncGenerator<FileLine> {
  const tally = preferenceTally();
  const across = acrossTally();
  for await (const block of readRecords(path, options)) {
    for (const raw of block) {
      if (!totals.decided) {
        for (const text of raw.text.split('\n')) tally.add(text);
        totals.isPreferenceDataset = tally.verdict();
        totals.decided = tally.decided();
      }
      const { examples, problems } = checkRawLine(raw, options.reading);
      totals.records += raw.lines ?? 1;
      totals.examples += examples.length;
      for (const { severity } of problems) totals.problems[severity]++;
      const usable = examples.length > 0;
      const together = examples
        .flatMap((example) => across.add(exampleFacts(example), raw.line))
        .map((found) => acrossWords(found, raw.place && 'record'));
      for (const { severity } of together) totals.problems[severity]++;
      const own = problems.map((found) => inFile(found, raw));
      yield {
        line: raw.line,
        usable,
        problems: [
          ...own,
          ...together.map((found) => (raw.place ? inFile(found, raw) : onLine(found, raw.line))),
        ],
      };
    }
  }
  const whole = across.whole().map((found) => acrossWords(found));
  for (const { severity } of whole) totals.problems[severity]++;
  if (whole.length > 0) yield { line: 1, usable: true, problems: whole.map((found) => onLine(found, 1)) };
}

/** What is of the whole file stands on its first line. */
function onLine(found: LocatedProblem, line: number): FileProblem {
  return { ...found, line, column: 1, endLine: line, endColumn: 2 };
}

export function inFile(
  found: LocatedProblem,
  { line, lines = 1, text, place, places }: RawLine,
): FileProblem {
  if (place) return { ...found, ...physicalRange(places ?? [place], text, found) };
  // Editors do not count a byte order mark.
  const hidden = text.startsWith('\ufeff') && line === 1 ? 1 : 0;
  const at = (offset: number) => {
    const before = lines > 1 ? text.slice(0, offset).split('\n') : [];
    const own = before.length > 1 ? before[before.length - 1].length : Math.max(0, offset - hidden);
    return { line: line + Math.max(0, before.length - 1), column: own + 1 };
  };
  const [start, end] = [at(found.start), at(found.end)];
  return { ...found, ...start, endLine: end.line, endColumn: end.column };
}
