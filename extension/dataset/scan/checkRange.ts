import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { exampleFacts } from '../across/exampleFacts.ts';
import { checkRawLine } from '../checkRawLine.ts';
import { inFile } from '../fileProblem.ts';
import { defaultMaxLineBytes, lineOf, type RawLine, tooLong } from '../lines.ts';
import type { Reading } from '../reading.ts';
import type { CheckedBlock, CleanLines, LookedLine } from './checkedBlock.ts';
import { readLongLine } from './longLine.ts';
import { type Scanner, verdicts } from './scanner.ts';

/** Which lines of a file are checked. */
export interface Range {
  /** Byte offset. */
  readonly from: number;
  /** Lines that begin before it; absent = all. */
  readonly to?: number;
  /** `from` may be anywhere, and the first line is the first that begins there or later. Never the first of the file. */
  readonly cutAnywhere?: boolean;
}

export interface RangeOptions {
  readonly reading?: Reading;
  readonly signal?: AbortSignal;
  readonly maxLineBytes?: number;
}

/** A block with the byte offset of the line after it. */
export interface RangeBlock extends CheckedBlock {
  readonly end: number;
}

const readBytes = 2 ** 20;
/** Behind a range, where its last line ends. */
const tailBytes = 2 ** 14;
const lineFeed = 10;

/**
 * Checks lines of a file that are a record each, none of them its first: the scanner tells which are certainly right, all others are
 * looked at one by one. Rejects as the file system does, or with the signal's reason.
 */
export async function* checkRange(
  path: string,
  scanner: Scanner,
  range: Range,
  options: RangeOptions,
): AsyncGenerator<RangeBlock> {
  const { to = Number.POSITIVE_INFINITY } = range;
  const { maxLineBytes = defaultMaxLineBytes, signal } = options;
  const { block } = scanner;
  const file = await open(path);
  // Of the block: byte offset in the file, bytes that are read, and those of them that are done.
  let base = range.from;
  let have = 0;
  let done = 0;
  const read = () => {
    const wanted = Math.min(readBytes, Math.max(to - base - have, tailBytes));
    // One byte is left for the line feed that the last line may lack.
    return file.read(block, have, Math.min(wanted, block.length - 1 - have), base + have);
  };
  let reading: ReturnType<typeof read> | undefined;
  try {
    if (range.cutAnywhere) base = await firstLineFrom(file, range.from, to, block);
    while (base + done < to) {
      signal?.throwIfAborted();
      const { bytesRead } = await (reading ?? read());
      reading = undefined;
      have += bytesRead;
      if (bytesRead === 0 && have > done) block[have++] = lineFeed;
      const end = done + endOfLines(block.subarray(done, have), to - base - done);
      if (done === 0 && end === 0 && have === block.length - 1) {
        const { byteLength, bytes } = await readLongLine(file, base, maxLineBytes, signal);
        // Its number does not matter: it is not the first.
        const start = { line: 2, byteOffset: base };
        const raw = bytes ? lineOf(bytes, start) : tooLong(start, byteLength, maxLineBytes);
        base += byteLength + 1;
        have = 0;
        const looked = raw ? [look(raw, 0, options.reading)] : [];
        yield { lines: 1, clean: emptyLines(0), looked, end: base };
        continue;
      }
      // What comes next is read behind it while this is scanned.
      if (bytesRead > 0 && base + end < to && have + readBytes < block.length) {
        reading = read();
        // An error is for the one who waits for it.
        reading.catch(() => {});
      }
      const isValid = isUtf8(block.subarray(done, end));
      while (done < end) {
        const { lines, next } = scanner.scan(done, end, true);
        const checked = checkLines(scanner, lines, base, isValid, maxLineBytes, options.reading);
        done = next;
        yield { ...checked, end: base + next };
      }
      if (bytesRead === 0) return;
      if (reading) continue;
      block.copyWithin(0, done, have);
      have -= done;
      base += done;
      done = 0;
    }
  } finally {
    // It writes into the block, which somebody else may use next.
    await reading?.catch(() => {});
    await file.close();
  }
}

/** Where the last line ends that is whole and begins before `to`; 0 when none is. */
function endOfLines(bytes: Buffer, to: number): number {
  const last = bytes.length >= to ? bytes.indexOf(lineFeed, to - 1) : -1;
  return (last >= 0 ? last : bytes.lastIndexOf(lineFeed)) + 1;
}

/** Byte offset of the first line that begins at `from` or later; `to` or more when none begins before that. */
async function firstLineFrom(file: FileHandle, from: number, to: number, block: Buffer): Promise<number> {
  for (let at = from - 1; at < to - 1; ) {
    const { bytesRead } = await file.read(block, 0, 2 ** 16, at);
    const feed = block.subarray(0, bytesRead).indexOf(lineFeed);
    if (feed >= 0) return at + feed + 1;
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return to;
}

function checkLines(
  scanner: Scanner,
  lines: number,
  base: number,
  isValid: boolean,
  maxLineBytes: number,
  reading: Reading | undefined,
): CheckedBlock {
  const all = emptyLines(lines);
  const looked: LookedLine[] = [];
  let count = 0;
  for (let i = 0; i < lines; i++) {
    const bits = scanner.bitsOf(i);
    const verdict = bits & 3;
    const byteLength = scanner.lengthOf(i);
    if (verdict === verdicts.blank && byteLength <= maxLineBytes) continue;
    const from = scanner.startOf(i);
    const isRight =
      verdict === verdicts.clean &&
      byteLength <= maxLineBytes &&
      (isValid || isUtf8(scanner.block.subarray(from, from + byteLength)));
    if (isRight) {
      all.line[count] = i;
      all.bits[count] = bits;
      all.asked[count] = scanner.hashOf(i, 0);
      all.ranked[count] = scanner.hashOf(i, 1);
      all.id[count] = scanner.hashOf(i, 2);
      count++;
    } else {
      const start = { line: 2, byteOffset: base + from };
      const raw =
        byteLength > maxLineBytes
          ? tooLong(start, byteLength, maxLineBytes)
          : lineOf(scanner.block.subarray(from, from + byteLength), start);
      if (raw) looked.push(look(raw, i, reading));
    }
  }
  const clean = {
    line: all.line.subarray(0, count),
    bits: all.bits.subarray(0, count),
    asked: all.asked.subarray(0, count),
    ranked: all.ranked.subarray(0, count),
    id: all.id.subarray(0, count),
  };
  return { lines, clean, looked };
}

function emptyLines(lines: number): CleanLines {
  return {
    line: new Uint32Array(lines),
    bits: new Uint32Array(lines),
    asked: new Float64Array(lines),
    ranked: new Float64Array(lines),
    id: new Float64Array(lines),
  };
}

/** `raw` has any number but 1; the result counts from `line`, 0-based. */
function look(raw: RawLine, line: number, reading: Reading | undefined): LookedLine {
  const { examples, problems } = checkRawLine(raw, reading);
  const found = problems.map((problem) => ({ ...inFile(problem, raw), line, endLine: line }));
  return { line, usable: examples.length > 0, problems: found, facts: examples.map(exampleFacts) };
}
