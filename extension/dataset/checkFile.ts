import { type AcrossProblem, acrossTally } from './across/acrossTally.ts';
import { acrossWords } from './across/acrossWords.ts';
import { type ExampleFacts, exampleFacts } from './across/exampleFacts.ts';
import { checkRawLine } from './checkRawLine.ts';
import { type FileProblem, inFile, onLine } from './fileProblem.ts';
import { preferenceTally } from './isPreferenceDataset.ts';
import type { Severity } from './problem.ts';
import { type RecordOptions, readRecords } from './records.ts';
import { type CheckedBlock, cleanFacts } from './scan/checkedBlock.ts';
import { checkRange, type Range } from './scan/checkRange.ts';
import { type FilterPlan, filterPlan } from './scan/filterPlan.ts';
import { checkRanges, type Threads } from './scan/rangePool.ts';
import { scannerFor } from './scan/scanner.ts';

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
  /** Examples that are held against none of the later ones, as the file has too many of them. Grows on the way. */
  readonly notCompared: number;
}

export interface FileOptions extends RecordOptions {
  /** Whether the scanner may tell which lines are right, so that only the others are looked at; true by default. The result is the same. */
  readonly scanner?: boolean;
  /** Lines without a problem are counted and not given, once the kind of file is known. */
  readonly problemsOnly?: boolean;
  /** Large files are scanned in threads. */
  readonly threads?: Threads;
}

/** Checks a whole file. Rejects as the file system does when it cannot be read. */
export function checkFile(path: string, options: FileOptions = {}): FileCheck {
  const totals: CheckTotals = {
    records: 0,
    examples: 0,
    problems: { error: 0, warning: 0, information: 0 },
    isPreferenceDataset: undefined,
    decided: false,
  };
  const across = acrossTally();
  return {
    totals,
    get notCompared() {
      return across.notCompared();
    },
    [Symbol.asyncIterator]: () => fileLines(path, options, totals, across),
  };
}

/** Counts one record, and adds what it has together with those before it. */
type Take = (
  line: number,
  records: number,
  usable: boolean,
  own: readonly FileProblem[],
  facts: readonly ExampleFacts[],
  /** In words at its place; by default at the start of the line. */
  inWords?: (found: AcrossProblem) => FileProblem,
) => FileLine;

async function* fileLines(
  path: string,
  options: FileOptions,
  totals: CheckTotals,
  across: ReturnType<typeof acrossTally>,
): AsyncGenerator<FileLine> {
  const { reading, problemsOnly = false } = options;
  const tally = preferenceTally();
  const count = (problems: readonly { readonly severity: Severity }[]) => {
    for (const { severity } of problems) totals.problems[severity]++;
  };
  const take: Take = (line, records, usable, own, facts, words = (found) => inWords(found, line)) => {
    totals.records += records;
    totals.examples += facts.length;
    let problems = own;
    for (const one of facts) {
      const together = across.add(one, line);
      if (together.length > 0) problems = [...problems, ...together.map(words)];
    }
    count(problems);
    return { line, usable, problems };
  };

  const plan = options.scanner === false ? undefined : await filterPlan(path, options);
  const blocks = plan && blocksFrom(path, plan, options);
  head: for await (const block of readRecords(path, options)) {
    for (const raw of block) {
      if (blocks && raw.line >= plan.from.line) break head;
      if (!totals.decided) {
        for (const text of raw.text.split('\n')) tally.add(text);
        totals.isPreferenceDataset = tally.verdict();
        totals.decided = tally.decided();
      }
      const { examples, problems } = checkRawLine(raw, reading);
      const own = problems.map((found) => inFile(found, raw));
      const words = raw.place && ((found: AcrossProblem) => inFile(acrossWords(found, 'record'), raw));
      const facts = examples.map(exampleFacts);
      yield take(raw.line, raw.lines ?? 1, examples.length > 0, own, facts, words);
    }
  }
  if (blocks) {
    let { line } = plan.from;
    for await (const block of blocks) {
      yield* linesOf(block, line, problemsOnly, take);
      line += block.lines;
    }
  }
  const whole = across.whole().map((found) => inWords(found, 1));
  count(whole);
  if (whole.length > 0) yield { line: 1, usable: true, problems: whole };
}

/** Undefined on a machine that cannot run the scanner. */
function blocksFrom(
  path: string,
  { from, filter, bytes }: FilterPlan,
  options: FileOptions,
): AsyncIterable<CheckedBlock> | undefined {
  const { threads } = options;
  const scanner = scannerFor(filter);
  if (!scanner) return undefined;
  const inThread = (range: Range) => checkRange(path, scanner, range, options);
  if (!threads || bytes - from.byteOffset < (threads.leastBytes ?? leastBytes))
    return inThread({ from: from.byteOffset });
  return checkRanges(path, { from: from.byteOffset, to: bytes }, filter, threads, options, inThread);
}

/** Smaller files are done before a thread has started. */
const leastBytes = 64 * 2 ** 20;

/** The lines of a block that are not blank, in order; its first one has the number `first`. */
function* linesOf(
  { clean, looked }: CheckedBlock,
  first: number,
  problemsOnly: boolean,
  take: Take,
): Generator<FileLine> {
  const factsAt = cleanFacts(clean);
  let next = 0;
  const one: ExampleFacts[] = [];
  for (let i = 0; i <= looked.length; i++) {
    const before = i < looked.length ? looked[i].line : Number.POSITIVE_INFINITY;
    for (; next < clean.line.length && clean.line[next] < before; next++) {
      one[0] = factsAt(next);
      const found = take(first + clean.line[next], 1, true, none, one);
      if (!problemsOnly || found.problems.length > 0) yield found;
    }
    if (i === looked.length) break;
    const { line, usable, problems, facts } = looked[i];
    const own = problems.map((found) => ({
      ...found,
      line: first + found.line,
      endLine: first + found.endLine,
    }));
    const found = take(first + line, 1, usable, own, facts);
    if (!problemsOnly || found.problems.length > 0) yield found;
  }
}

const none: readonly FileProblem[] = [];

function inWords(found: AcrossProblem, line: number): FileProblem {
  return onLine(acrossWords(found), line);
}
