import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { firstInvalidUtf8 } from './invalidUtf8.ts';
import type { Problem } from './problem.ts';
import { problem } from './problems.ts';

/** One line of a file, without its line end. */
export interface RawLine {
  /** 1-based; blank lines count, though they are not given. In files that have no lines: the record's number. */
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** A byte order mark of the file is its first character; empty for a line that is too long, and for UTF-16. */
  readonly text: string;
  /** Lines that the record takes, their texts joined by line feeds; absent = 1. */
  readonly lines?: number;
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
  readonly from?: Pick<RawLine, 'line' | 'byteOffset'>;
}

export const defaultMaxLineBytes = 64 * 2 ** 20;
const defaultChunkBytes = 2 ** 20;
const lineFeed = 10;

/**
 * The lines of a file in blocks, split at byte 0x0A only (U+2028 stands raw in real data), one carriage return taken
 * off the end. Holds one chunk and one line in memory. Of a file in UTF-16 only the first line is given, with its
 * problem. Rejects as the file system does, or with the signal's reason.
 */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<RawLine[]> {
  const { signal, maxLineBytes = defaultMaxLineBytes, chunkBytes = defaultChunkBytes } = options;
  const file = await open(path);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const { line = 1, byteOffset = 0 } = options.from ?? {};
    let start: LineStart = { line, byteOffset };
    // Without a position it goes on from where it stands: a pipe has none.
    let position = byteOffset > 0 ? byteOffset : null;
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
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
      if (bytesRead === 0) break;
      if (position !== null) position += bytesRead;
      const bytes = chunk.subarray(0, bytesRead);
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
    const last = heldBytes > 0 ? endLine(chunk.subarray(0, 0)) : undefined;
    if (last) yield [last];
  } finally {
    await file.close();
  }
}

/** The text of one line whose place is known, as `readLines` gave it. Rejects when the file is gone or has become shorter. */
export async function readLineAt(path: string, byteOffset: number, byteLength: number): Promise<string> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(byteLength);
    let done = 0;
    while (done < byteLength) {
      const { bytesRead } = await file.read(bytes, done, byteLength - done, byteOffset + done);
      if (bytesRead === 0) throw new Error(`the file ends before byte ${byteOffset + byteLength}`);
      done += bytesRead;
    }
    return bytes.toString('utf8');
  } finally {
    await file.close();
  }
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
  return isUtf8(bytes) ? { ...place, text } : { ...place, text, problem: invalidUtf8(bytes, start) };
}

/** A byte order mark of UTF-16, or a brace with a zero byte before or after it, which no JSON in UTF-8 has. */
function startsAsUtf16(bytes: Buffer): boolean {
  return /^(fffe|feff|7b00|007b)$/.test(bytes.toString('hex', 0, 2));
}

function invalidUtf8(bytes: Buffer, { byteOffset }: LineStart): Problem {
  const at = firstInvalidUtf8(bytes);
  const before = bytes.toString('utf8', 0, at).length;
  const data = { found: `0x${bytes.toString('hex', at, at + 1).toUpperCase()}`, offset: byteOffset + at };
  return problem('invalid-utf8', { start: before, end: before + 1 }, data);
}

export function tooLong(start: LineStart, byteLength: number, most: number): RawLine {
  const data = { megabytes: Math.ceil(byteLength / 2 ** 20), limit: Math.floor(most / 2 ** 20) };
  return { ...start, byteLength, text: '', problem: problem('line-too-long', { start: 0, end: 1 }, data) };
}
