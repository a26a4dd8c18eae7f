import { open } from 'node:fs/promises';
import type { Reading } from '../dataset/reading.ts';
import { readRecords } from '../dataset/records.ts';
import type { RecordIndex, RecordStart } from './recordIndex.ts';

const chunkBytes = 4 << 20;
const lineFeed = 10;

export interface IndexOptions {
  readonly signal: AbortSignal;
  /** Bytes of the file that are indexed. */
  readonly told: (bytes: number) => void;
}

/** Where indexing goes on when the file has grown. */
export interface IndexEnd extends RecordStart {
  /** The last line has no line end yet: what is appended belongs to it. */
  readonly isOpen: boolean;
}

/**
 * The lines of a file from `from` on, blank ones too, told from line feeds alone: gigabytes a second. A last line without its line end is
 * a line. Rejects as the file system does, or with the signal's reason.
 */
export async function indexLines(
  path: string,
  index: RecordIndex,
  from: RecordStart,
  { signal, told }: IndexOptions,
): Promise<IndexEnd> {
  const file = await open(path);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let { line, byteOffset: start } = from;
    let position = start;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
      if (bytesRead === 0) break;
      const bytes = chunk.subarray(0, bytesRead);
      for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
        index.add({ line: line++, byteOffset: start });
        start = position + at + 1;
      }
      position += bytesRead;
      told(position);
    }
    const isOpen = position > start;
    if (isOpen) index.add({ line, byteOffset: start });
    return { line, byteOffset: start, isOpen };
  } finally {
    await file.close();
  }
}

/** As `indexLines`, of records that are not lines, from the first one on: each is read. */
export async function indexRecords(
  path: string,
  index: RecordIndex,
  reading: Reading,
  { signal, told }: IndexOptions,
): Promise<void> {
  for await (const block of readRecords(path, { reading, signal })) {
    for (const raw of block) index.add(raw);
    const last = block[block.length - 1];
    told(last.byteOffset + last.byteLength);
  }
}

/** Of a table, which says how many it has. */
export function indexRows(index: RecordIndex, rows: number): void {
  for (let row = 0; row < rows; row++)
    index.add({ line: row + 1, byteOffset: row, place: { line: row + 1, column: 1 } });
}
