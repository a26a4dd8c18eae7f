import { isUtf8 } from 'node:buffer';
import { tooLong as bytesTooLong, invalidUtf8, problemLine } from './containers/byteProblems.ts';
import { openSource } from './containers/openSource.ts';
import { parquetRecords } from './containers/parquet.ts';
import type { Place } from './containers/physical.ts';
import { textAt } from './containers/textAt.ts';
import { textRecords } from './containers/textRecords.ts';
import type { Problem } from './problem.ts';
import { problem } from './problems.ts';
import { recordIn } from './recordIn.ts';

/** One line of a file, without its line end; or one record of a file that has none a line. */
export interface RawLine {
  /** 1-based; blank lines count, though they are not given. In files that have no lines: the record's number. */
  readonly line: number;
  /** In what is unpacked; of a row of a table its number, from 0. */
  readonly byteOffset: number;
  /** 0 for a row of a table. */
  readonly byteLength: number;
  /** A byte order mark of the file is its first character; empty for a line that is too long, and for UTF-16. */
  readonly text: string;
  /** Lines that the record takes, their texts joined by line feeds; absent = 1. */
  readonly lines?: number;
  /** Where the record begins in the unpacked text, or as which row; absent where `line` is that, and it begins the line. */
  readonly place?: Place;
  /** Those of all `lines`, where they have one each. */
  readonly places?: readonly Place[];
  /** What the bytes say and the text cannot: `invalid-utf8` or `line-too-long`. Such a line is not evaluated. */
  readonly problem?: Problem;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** A longer line is reported and passed over, never held in memory. */
  readonly maxLineBytes?: number;
  /** Bytes read at once. */
  readonly chunkBytes?: number;
  /** A line that was given before; it and those after it are read. */
  readonly from?: Pick<RawLine, 'line' | 'byteOffset' | 'place'>;
}

export const defaultMaxLineBytes = 64 * 2 ** 20;
const defaultChunkBytes = 2 ** 20;
const lineFeed = 10;

/**
 * The lines of a file in blocks, split at byte 0x0A only (U+2028 stands raw in real data), one carriage return taken
 * off the end. Holds one chunk and one line in memory. Of a file in UTF-16 only the first line is given, with its
 * problem. What is packed is unpacked, and of files that have no lines their records are given: arrays, objects in any
 * spacing, tables. Rejects as the file system does, or with the signal's reason.
 */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<RawLine[]> {
  const { signal, maxLineBytes = defaultMaxLineBytes, chunkBytes = defaultChunkBytes } = options;
  const source = await openSource(path, { signal, chunkBytes });
  try {
    const { kind } = source.container;
    if (kind !== 'lines') {
      const how = { signal, maxLineBytes, from: options.from };
      yield* kind === 'parquet' ? parquetRecords(source.file, how) : textRecords(source, how);
      return;
    }
    const { line = 1, byteOffset = 0 } = options.from ?? {};
    let start: LineStart = { line, byteOffset };
    // The start of a line whose end is in a later chunk; copied, for the chunk is used again.
    let held: Buffer[] = [];
    let heldBytes = 0;
    const hold = (part: Buffer) => {
      heldBytes += part.length;
      if (heldBytes <= maxLineBytes) held.push(Buffer.from(part));
      else held = [];
    };
    const endLine = (rest: Buffer): RawLine | undefined => {
      const byteLength = heldBytes + rest.length;
      const line =
        byteLength > maxLineBytes
          ? tooLong(start, byteLength, maxLineBytes)
          : lineOf(held.length > 0 ? Buffer.concat([...held, rest]) : rest, start);
      start = { line: start.line + 1, byteOffset: start.byteOffset + byteLength + 1 };
      held = [];
      heldBytes = 0;
      return line;
    };
    const all = source.bytes(byteOffset);
    for await (const bytes of all) {
      const block: RawLine[] = [];
      let from = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
        const line = endLine(bytes.subarray(from, end));
        if (line) block.push(line);
        if (line?.problem?.data?.utf16) {
          yield block;
          return;
        }
        from = end + 1;
      }
      hold(bytes.subarray(from));
      if (block.length > 0) yield block;
    }
    const cut = start;
    const last = heldBytes > 0 ? endLine(Buffer.alloc(0)) : undefined;
    const { broken } = all;
    // What is cut off with an archive cannot be mended in the line.
    const isWhole = last !== undefined && (!broken || recordIn(last.text) !== undefined);
    if (last && isWhole) yield [last];
    if (broken) yield [problemLine((isWhole ? start : cut).line, cut.byteOffset, broken)];
  } finally {
    await source.close();
  }
}

/** The text of one line or record whose place is known, as `readLines` gave it. Rejects when the file is gone or has become shorter. */
export async function readLineAt(path: string, byteOffset: number, byteLength: number): Promise<string> {
  return textAt(path, byteOffset, byteLength);
}

export interface LineStart {
  readonly line: number;
  readonly byteOffset: number;
}

/** A line whose bytes are `whole`, up to its line feed; undefined for a blank one. */
export function lineOf(whole: Buffer, start: LineStart): RawLine | undefined {
  const bytes = whole[whole.length - 1] === 13 ? whole.subarray(0, -1) : whole;
  const place = { ...start, byteLength: bytes.length };
  if (start.line === 1 && startsAsUtf16(bytes))
    return { ...place, text: '', problem: problem('invalid-utf8', { start: 0, end: 1 }, { utf16: 1 }) };
  const text = bytes.toString('utf8');
  if (text.trim() === '') return undefined;
  return isUtf8(bytes)
    ? { ...place, text }
    : { ...place, text, problem: invalidUtf8(bytes, start.byteOffset) };
}

/** A byte order mark of UTF-16, or a brace with a zero byte before or after it, which no JSON in UTF-8 has. */
function startsAsUtf16(bytes: Buffer): boolean {
  return /^(fffe|feff|7b00|007b)$/.test(bytes.toString('hex', 0, 2));
}

export function tooLong(start: LineStart, byteLength: number, most: number): RawLine {
  return { ...start, byteLength, text: '', problem: bytesTooLong(byteLength, most) };
}
