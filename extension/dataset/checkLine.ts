import { describeValue } from './describeValue.ts';
import type { Example } from './example.ts';
import { fixesFor } from './fixes.ts';
import { isObject, type JsonObject, type Report } from './formats/format.ts';
import { readSyntax } from './jsonSyntax.ts';
import { isTooLarge, maxValues } from './jsonText.ts';
import { locate } from './locate.ts';
import type { LocatedProblem, Problem } from './problem.ts';
import { messageOf, problem, severityOf } from './problems.ts';
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
  const errors: Problem[] = [];
  const others: Problem[] = [];
  let errorCount = 0;
  const report: Report = (code, at, data) => {
    const defect = problem(code, at, data);
    const found = severityOf(defect) === 'error' ? errors : others;
    if (found === errors) errorCount++;
    if (found.length < mostProblems) found.push(defect);
  };
  // Spaces in its place keep every offset. Files joined twice have two in a row.
  const marks = leadingMarks.exec(line)?.[0].length ?? 0;
  const text = marks > 0 ? ' '.repeat(marks) + line.slice(marks) : line;
  if (marks > 0) report('byte-order-mark', { start: 0, end: marks }, options.first ? {} : { inside: 1 });
  const read = text.trim() === '' ? [] : readRecord(text, report, options.reading ?? {});
  // An error in a record leaves nothing of it; one in a single ranking only that.
  const isReadable = errors.length === 0;
  const examples = read.filter((example) => {
    const before = errorCount;
    validate(example, report);
    return isReadable && errorCount === before;
  });
  const found = [...errors, ...others].slice(0, mostProblems);
  const problems = found.map((defect) => describe(text, defect)).sort((a, b) => a.start - b.start);
  return { examples, problems };
}

function readRecord(text: string, report: Report, reading: Reading): readonly Example[] {
  if (isTooLarge(text)) {
    report('json-too-large', { path: [] }, { most: maxValues });
    return [];
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reportSyntax(text, report);
    return [];
  }
  if (!isObject(value)) {
    const start = text.length - text.trimStart().length;
    report('not-an-object', { start, end: text.trimEnd().length }, { found: describeValue(value) });
    return [];
  }
  return reportTextDefects(text, report) ? readExamples(value, report, reading) : [];
}

function readExamples(record: JsonObject, report: Report, reading: Reading): readonly Example[] {
  const format = formatFor(record, reading);
  if (!format) {
    report('unknown-format', { path: [] });
    return [];
  }
  const drafts = [format.read(record, report, reading.chosen ?? {}) ?? []].flat();
  const tools = readTools(record, report);
  const { id } = record;
  const own = typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
  const slices = slicesOf(record, format.columns);
  return drafts.map((draft) => ({ id: own, ...draft, tools, slices, format: format.name }));
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
