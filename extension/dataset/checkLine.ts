import { describeValue } from './describeValue.ts';
import type { Example } from './example.ts';
import { fixesFor } from './fixes.ts';
import { type Draft, type Format, isObject, type JsonObject, type Report } from './formats/format.ts';
import { readSyntax } from './jsonSyntax.ts';
import { isTooLarge, maxValues } from './jsonText.ts';
import { locate } from './locate.ts';
import type { LocatedProblem, Problem } from './problem.ts';
import { type Code, messageOf, problem, severityOf } from './problems.ts';
import { formatFor, type Reading } from './reading.ts';
import { slicesOf } from './slices.ts';
import { reportTextDefects } from './textDefects.ts';
import { readTools } from './tools.ts';
import { validate } from './validate.ts';

export interface CheckedLine {
  /** What can be evaluated, that is without a problem of severity `error`: one, several of a line that holds several rankings, or none. */
  readonly examples: readonly Example[];
  /** By place. Ranges are UTF-16 units in the line, as given. */
  readonly problems: readonly LocatedProblem[];
}

export interface LineOptions {
  /** It is the first of its file. */
  readonly first?: boolean;
  /** How its file is to be read; by default as its keys say. */
  readonly reading?: Reading;
}

/** A hostile line has at most this many, errors before all others; more would help nobody. */
const mostProblems = 50;

const leadingMarks = /^\ufeff+/;

/** Reads and checks one line without its line end. Never throws. Blank lines are no records and have no problems. */
export function checkLine(line: string, options: LineOptions = {}): CheckedLine {
  const { first, reading = {} } = options;
  const found = findings();
  const { text, record } = readRecord(line, found.report, first);
  const read = record ? readExamples(record, found.report, reading) : [];
  return { examples: found.valid(read), problems: found.problems((defect) => describe(text, defect)) };
}

/** Problems as they are found. */
export function findings() {
  const errors: Problem[] = [];
  const others: Problem[] = [];
  let errorCount = 0;
  const report: Report = (code, at, data) => {
    const defect = problem(code, at, data);
    const isError = severityOf(defect) === 'error';
    if (isError) errorCount++;
    const found = isError ? errors : others;
    if (found.length < mostProblems) found.push(defect);
  };
  return {
    report,
    errorCount: () => errorCount,
    /** Those that can be evaluated. An error in a record leaves nothing of it; one in a single ranking only that. */
    valid(read: readonly Example[]): readonly Example[] {
      const isReadable = errorCount === 0;
      return read.filter((example) => {
        const before = errorCount;
        validate(example, report);
        return isReadable && errorCount === before;
      });
    },
    handTo(other: Report): void {
      for (const { code, at, data } of [...errors, ...others]) other(code as Code, at, data);
    },
    /** By place. */
    problems: (locate: (defect: Problem) => LocatedProblem): readonly LocatedProblem[] =>
      [...errors, ...others]
        .slice(0, mostProblems)
        .map(locate)
        .sort((a, b) => a.start - b.start),
  };
}

/** The text in which offsets count, and what it holds where that is a record. */
export function readRecord(
  line: string,
  report: Report,
  first: boolean | undefined,
): { readonly text: string; readonly record?: JsonObject } {
  // Spaces in its place keep every offset. Files joined twice have two in a row.
  const marks = leadingMarks.exec(line)?.[0].length ?? 0;
  const text = marks > 0 ? ' '.repeat(marks) + line.slice(marks) : line;
  if (marks > 0) report('byte-order-mark', { start: 0, end: marks }, first ? {} : { inside: 1 });
  if (text.trim() === '') return { text };
  if (isTooLarge(text)) {
    report('json-too-large', { path: [] }, { most: maxValues });
    return { text };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reportSyntax(text, report);
    return { text };
  }
  if (!isObject(value)) {
    const start = text.length - text.trimStart().length;
    report('not-an-object', { start, end: text.trimEnd().length }, { found: describeValue(value) });
    return { text };
  }
  return reportTextDefects(text, report) ? { text, record: value } : { text };
}

function readExamples(record: JsonObject, report: Report, reading: Reading): readonly Example[] {
  const format = formatFor(record, reading);
  if (!format) {
    report('unknown-format', { path: [] });
    return [];
  }
  const drafts = [format.read(record, report, reading.chosen ?? {}) ?? []].flat();
  for (const field of ['image', 'images'])
    if (drafts.length > 0 && hasImage(record[field])) report('image-passed-over', { path: [field] });
  return drafts.map(asExample(record, format, report));
}

/** A column of TRL's and others' sets for models that see. */
function hasImage(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object'
      ? value !== null
      : Boolean(value);
}

/** With what is read alike in all formats. */
export function asExample(record: JsonObject, format: Format, report: Report): (draft: Draft) => Example {
  const tools = readTools(record, report);
  const { id } = record;
  const own = typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
  const slices = slicesOf({ ...record, ...format.moreSlices?.(record) }, format.columns);
  return (draft) => ({ id: own, ...draft, tools, slices, format: format.name });
}

function reportSyntax(text: string, report: Report): void {
  const { fault, notNumbers } = readSyntax(text);
  for (const { start, end, path, found } of notNumbers) {
    const field = String(path[0] ?? '');
    if (/^(ranking|ranks|scores)$/.test(field)) report('ranking-nan', { start, end }, { field, found });
    else if (/_logps$/.test(field)) report('logps-not-finite', { start, end }, { field, found });
    else report('json-nan', { start, end }, { found });
  }
  if (fault) report('json-syntax', fault, { reason: fault.reason, found: fault.found });
  else if (notNumbers.length === 0) report('json-syntax', { start: 0, end: text.length });
}

/** Words, range and fixes for a defect of a line. */
export function describe(text: string, defect: Problem): LocatedProblem {
  const { start, end } = locate(text, defect.at);
  return {
    start,
    end,
    code: defect.code,
    severity: severityOf(defect),
    message: messageOf(defect),
    fixes: fixesFor(text, defect),
  };
}
