import { type RawLine, readLineAt, readLines } from '../dataset/lines.ts';
import type { Reading } from '../dataset/reading.ts';
import { readRecords } from '../dataset/records.ts';
import type { RecordIndex, RecordStart } from './recordIndex.ts';

/** A page is small: a few records after the one that is kept. */
const chunkBytes = 128 << 10;

export interface RecordSource {
  readonly path: string;
  readonly index: RecordIndex;
  readonly reading: Reading;
  /** `lines`: every line is a record, a blank one too. `rows`: those of a table. `records`: what `readRecords` gives. */
  readonly way: 'lines' | 'rows' | 'records';
}

/** Records by their position in the file, as many as there are. Rejects as the file system does. */
export async function recordsAt(source: RecordSource, from: number, count: number): Promise<RawLine[]> {
  const end = Math.min(from + count, source.index.count);
  const found: RawLine[] = [];
  if (end <= from) return found;
  if (source.way === 'rows') return rowsAt(source.path, from, end - from);
  const isLines = source.way === 'lines';
  const start = source.index.before(from);
  let position = start.position;
  for await (const block of blocks(source, start)) {
    for (const raw of block) {
      const at = isLines ? raw.line - 1 : position++;
      if (at >= end) return withBlanks(source, found, from, end);
      if (at >= from) found.push(raw);
    }
    if (!isLines && position >= end) break;
  }
  return withBlanks(source, found, from, end);
}

/** The record that begins with, or holds, a line. */
export async function recordOfLine(source: RecordSource, line: number): Promise<RawLine | undefined> {
  if (source.way !== 'records') return (await recordsAt(source, line - 1, 1))[0];
  return (await placeOfLine(source, line))?.raw;
}

/** Of records that take several lines, too. Undefined before the first one. */
export async function placeOfLine(
  source: RecordSource,
  line: number,
): Promise<{ readonly position: number; readonly raw: RawLine } | undefined> {
  const start = source.index.beforeLine(line);
  let position = start.position;
  let last: { position: number; raw: RawLine } | undefined;
  for await (const block of blocks(source, start))
    for (const raw of block) {
      if (raw.line > line || position >= source.index.count) return last;
      last = { position: position++, raw };
    }
  return last;
}

function blocks(source: RecordSource, from: RecordStart): AsyncGenerator<RawLine[]> {
  const options = { from, chunkBytes };
  return source.way === 'lines'
    ? readLines(source.path, options)
    : readRecords(source.path, { ...options, reading: source.reading });
}

/** Of a row group only what is asked for is read. */
async function rowsAt(path: string, first: number, count: number): Promise<RawLine[]> {
  const texts = (await readLineAt(path, first, count - 1)).split('\n');
  return texts.map((text, i) => {
    const line = first + i + 1;
    return { line, byteOffset: first + i, byteLength: 0, text, place: { line, column: 1 } };
  });
}

/** Blank lines are not read, but have their place in the list. */
function withBlanks({ way }: RecordSource, found: RawLine[], from: number, end: number): RawLine[] {
  if (way !== 'lines' || found.length === end - from) return found;
  const byLine = new Map(found.map((raw) => [raw.line, raw]));
  return Array.from({ length: end - from }, (_, i) => {
    const line = from + i + 1;
    return byLine.get(line) ?? { line, byteOffset: 0, byteLength: 0, text: '' };
  });
}
