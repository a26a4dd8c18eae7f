import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { exampleFacts } from '../../extension/dataset/across/exampleFacts.ts';
import { checkRawLine } from '../../extension/dataset/checkRawLine.ts';
import { lineOf } from '../../extension/dataset/lines.ts';
import type { Reading } from '../../extension/dataset/reading.ts';
import { cleanFacts } from '../../extension/dataset/scan/checkedBlock.ts';
import { filterReading } from '../../extension/dataset/scan/filterReading.ts';
import { type Scanner, scannerFor, verdicts } from '../../extension/dataset/scan/scanner.ts';
import { hostileLines, mutated } from './mutations.ts';
import { Random } from './random.ts';
import { recordLine } from './rankedRecords.ts';

export interface Comparison {
  lines: number;
  /** What the line-by-line check finds: one example without a problem; and how many of them the scanner passed on all the same. */
  right: number;
  needless: number;
  /** The same among lines that were not changed. */
  plainRight: number;
  plainNeedless: number;
  /** Of lines that the scanner took for right. */
  clean: number;
  /** Lines that only one of the two finds right, or that tell other facts. At most a few. */
  readonly differences: string[];
  /** Some that were looked at needlessly. */
  readonly passedOn: string[];
}

const linesAtOnce = 200;

function fresh(): Comparison {
  return {
    lines: 0,
    right: 0,
    needless: 0,
    plainRight: 0,
    plainNeedless: 0,
    clean: 0,
    differences: [],
    passedOn: [],
  };
}

/** The same of the lines of a file, all of them as they are. */
export function compareFile(file: string): Comparison {
  const lines = readFileSync(file, 'latin1')
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'));
  const scanner = scannerFor(filterReading({})!);
  if (!scanner) throw new Error('there is no scanner');
  const result = fresh();
  for (const line of lines) compare(scanner, [line], new Set([0]), {}, result);
  return result;
}

/** Makes `lines` lines from a seed, half of them broken in some way, and holds what the scanner says to what the check of each line finds. */
export function compareLines(lines: number, seed: number, reading: Reading = {}): Comparison {
  const random = new Random(seed);
  const filter = filterReading(reading);
  const scanner = filter && scannerFor(filter);
  if (!scanner) throw new Error('there is no scanner');
  const result = fresh();
  for (const line of hostileLines) compare(scanner, [line], new Set(), reading, result);
  while (result.lines < lines) {
    const plain = new Set<number>();
    const batch = random.list(linesAtOnce, (i) => {
      const { line, isPlain } = recordLine(random);
      const bytes = Buffer.from(line);
      if (random.once(2)) return mutated(bytes, random);
      if (isPlain) plain.add(i);
      return bytes;
    });
    compare(scanner, batch, plain, reading, result);
  }
  return result;
}

function compare(
  scanner: Scanner,
  batch: readonly Buffer[],
  plain: ReadonlySet<number>,
  reading: Reading,
  result: Comparison,
): void {
  const bytes = Buffer.concat(batch.flatMap((line) => [line, Buffer.of(10)]));
  if (bytes.length > scanner.block.length) return;
  // The last lines of an earlier block stay behind the end, as they do in use.
  bytes.copy(scanner.block);
  // A mutation may bring a line feed in: then a line of the batch is two lines of the block.
  const isShifted = bytes.filter((byte) => byte === 10).length !== batch.length;
  for (let from = 0; from < bytes.length; ) {
    const { lines, next } = scanner.scan(from, bytes.length, true);
    for (let i = 0; i < lines; i++) {
      const start = scanner.startOf(i);
      const line = Buffer.from(scanner.block.subarray(start, start + scanner.lengthOf(i)));
      compareOne(scanner, i, line, !isShifted && plain.has(i), reading, result);
    }
    from = next;
  }
}

function compareOne(
  scanner: Scanner,
  i: number,
  line: Buffer,
  isPlain: boolean,
  reading: Reading,
  result: Comparison,
): void {
  const bits = scanner.bitsOf(i);
  const isClean = (bits & 3) === verdicts.clean && isUtf8(line);
  const raw = lineOf(line, { line: 2, byteOffset: 0 });
  const checked = raw && checkRawLine(raw, reading);
  const isRight = checked?.examples.length === 1 && checked.problems.length === 0;
  result.lines++;
  if (isRight) result.right++;
  if (isRight && isPlain) result.plainRight++;
  if (isClean) result.clean++;
  if (isRight && !isClean) {
    result.needless++;
    if (isPlain) result.plainNeedless++;
    if (result.passedOn.length < 20 && isPlain) result.passedOn.push(line.toString());
  }
  const found = () => {
    if (!isClean)
      return (bits & 3) === verdicts.blank && raw !== undefined ? 'blank to the scanner only' : undefined;
    if (!isRight)
      return `clean to the scanner only: ${checked?.problems.map(({ code }) => code).join() || 'no record'}`;
    const facts = factsOf(scanner, i);
    const own = exampleFacts(checked.examples[0]);
    return isDeepStrictEqual(facts, own)
      ? undefined
      : `${JSON.stringify(facts)} is not ${JSON.stringify(own)}`;
  };
  const difference = found();
  if (difference && result.differences.length < 10)
    result.differences.push(`${difference}\n  ${JSON.stringify(line.toString().slice(0, 3000))}`);
}

function factsOf(scanner: Scanner, i: number) {
  return cleanFacts({
    line: Uint32Array.of(0),
    bits: Uint32Array.of(scanner.bitsOf(i)),
    asked: Float64Array.of(scanner.hashOf(i, 0)),
    ranked: Float64Array.of(scanner.hashOf(i, 1)),
    id: Float64Array.of(scanner.hashOf(i, 2)),
  })(0);
}
