import { open } from 'node:fs/promises';
import { concatRows } from '../../preference/rows.ts';
import type { JobOptions } from '../jobs.ts';
import { type RowFacts, rowsOf } from '../rowsBuilder.ts';
import type { PartColumns } from './decodePart.ts';
import type { Entry } from './encodePart.ts';
import { lineOfLayout1 } from './lineOfLayout1.ts';

const blockBytes = 1 << 22;
/** So few that rows are garbage before they are old. */
const rowsAtOnce = 512;

/**
 * Every row of a `scores.jsonl`, a block at a time, so that of a million rows no more than their columns are in memory. Half a line
 * and a tail of zeros, as a loss of power leaves them, are no rows. Rejects as the file system does, and with the signal's reason.
 * `told`: bytes that were read since it was told last.
 */
export async function* entriesOfLayout1(
  file: string,
  { signal, told }: Pick<JobOptions, 'signal' | 'told'>,
): AsyncGenerator<Entry> {
  const handle = await open(file);
  try {
    let rest = Buffer.alloc(0);
    for (let at = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes, at);
      at += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let from = 0;
      // Another program may have written no last line feed.
      for (let end = bytes.indexOf(10); end >= 0 || (bytesRead === 0 && from < bytes.length); ) {
        const entry = lineOfLayout1(bytes.toString('utf8', from, end < 0 ? bytes.length : end));
        if (entry) yield entry;
        from = end < 0 ? bytes.length : end + 1;
        end = bytes.indexOf(10, from);
      }
      rest = Buffer.from(bytes.subarray(from));
      told(bytesRead);
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}

export async function readLayout1(
  file: string,
  options: Pick<JobOptions, 'signal' | 'told'>,
): Promise<PartColumns> {
  const pieces: PartColumns[] = [];
  let waiting: Entry[] = [];
  const flush = () => {
    pieces.push(columnsOf(waiting));
    waiting = [];
  };
  for await (const entry of entriesOfLayout1(file, options)) if (waiting.push(entry) >= rowsAtOnce) flush();
  flush();
  return joined(pieces);
}

/** All rows of the first, then those of the others. */
export function joined(pieces: readonly PartColumns[]): PartColumns {
  const n = pieces.reduce((sum, { removed }) => sum + removed.length, 0);
  const out = { asked: new Float64Array(n), ranked: new Float64Array(n), removed: new Uint8Array(n) };
  let at = 0;
  for (const { asked, ranked, removed } of pieces) {
    out.asked.set(asked, at);
    out.ranked.set(ranked, at);
    out.removed.set(removed, at);
    at += removed.length;
  }
  return { rows: concatRows(pieces.map(({ rows }) => rows)), ...out };
}

function columnsOf(entries: readonly Entry[]): PartColumns {
  const rows = entries.map((entry) => ('removed' in entry ? removedRow(entry.line) : entry));
  return {
    rows: rowsOf(rows),
    asked: Float64Array.from(rows, ({ asked = Number.NaN }) => asked),
    ranked: Float64Array.from(rows, ({ ranked = Number.NaN }) => ranked),
    removed: Uint8Array.from(entries, (entry) => Number('removed' in entry)),
  };
}

function removedRow(line: number): RowFacts {
  const lists = { tier: [], tokens: [], policyLogp: [], referenceLogp: [] };
  return { line, byteOffset: 0, byteLength: 0, hash: '', status: 0, flags: 0, ...lists };
}
