import { open } from 'node:fs/promises';
import { partOf } from '../../dataset/lineHash.ts';
import { concatRows, type Rows } from '../../preference/rows.ts';
import { selectRows } from '../../preference/selectRows.ts';
import type { JobOptions } from '../jobs.ts';
import { type RowFacts, rowsOf } from '../rowsBuilder.ts';
import { scoresPath } from '../store.ts';
import { readRow } from '../storedRow.ts';

/** The rows of a run folder in the order of their lines, in little room. */
export interface StoredColumns {
  /** Without ids and reasons. */
  readonly rows: Rows;
  /** [N] where the row's line begins in `scores.jsonl`, bytes. */
  readonly at: Float64Array;
  /** [N] as in `RowFacts`; NaN where the run was made before they were kept. */
  readonly asked: Float64Array;
  readonly ranked: Float64Array;
}

const blockBytes = 1 << 22;
/** So few that rows are garbage before they are old. */
const rowsAtOnce = 512;

/**
 * Reads a block at a time, so that of a million rows no more than their columns are in memory; between blocks others have their turn.
 * What counts of a line is as in `readStoredRows`. Rejects as the file system does, and with the signal's reason.
 * `told`: bytes that were read since it was told last.
 */
export async function storedColumns(folder: string, { signal, told }: JobOptions): Promise<StoredColumns> {
  const found = gathered();
  const file = await open(scoresPath(folder));
  try {
    let rest = Buffer.alloc(0);
    let restAt = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(blockBytes),
        0,
        blockBytes,
        restAt + rest.length,
      );
      if (bytesRead === 0) break;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const whole = bytes.lastIndexOf(10) + 1;
      for (let from = 0; from < whole; ) {
        const end = bytes.indexOf(10, from);
        found.add(bytes.toString('utf8', from, end), restAt + from);
        from = end + 1;
      }
      rest = Buffer.from(bytes.subarray(whole));
      restAt += whole;
      told(bytesRead);
    }
    // Another program may have written no last line feed; half a line is no row.
    found.add(rest.toString('utf8'), restAt);
  } finally {
    await file.close();
  }
  return found.columns();
}

function gathered() {
  const parts: Rows[] = [];
  let waiting: RowFacts[] = [];
  const at: number[] = [];
  const asked: number[] = [];
  const ranked: number[] = [];
  const hashes: string[] = [];
  const gone = new Set<number>();
  /** Rows that count of each line: nearly always one. */
  const ofLine = new Map<number, number | readonly number[]>();
  const listed = (line: number): readonly number[] => {
    const known = ofLine.get(line);
    return known === undefined ? [] : typeof known === 'number' ? [known] : known;
  };
  const flush = () => {
    // What the comparison does not show of a million rows is not kept either.
    parts.push({ ...rowsOf(waiting), id: [], reason: [] });
    waiting = [];
  };
  return {
    add(text: string, offset: number): void {
      const row = readRow(text);
      if (!row) return;
      const before = listed(row.line);
      if ('removed' in row) {
        for (const index of before) gone.add(index);
        ofLine.delete(row.line);
        return;
      }
      const index = at.length;
      const { recordHash, part } = partOf(row.hash);
      const kept = before.filter((other) => {
        const of = partOf(hashes[other]);
        if (of.recordHash === recordHash && of.part !== part) return true;
        gone.add(other);
        return false;
      });
      ofLine.set(row.line, kept.length === 0 ? index : [...kept, index]);
      at.push(offset);
      asked.push(row.asked ?? Number.NaN);
      ranked.push(row.ranked ?? Number.NaN);
      hashes.push(row.hash);
      waiting.push(row);
      if (waiting.length >= rowsAtOnce) flush();
    },
    columns(): StoredColumns {
      flush();
      const rows = concatRows(parts);
      const order = inOrder(rows, gone);
      if (!order)
        return {
          rows,
          at: Float64Array.from(at),
          asked: Float64Array.from(asked),
          ranked: Float64Array.from(ranked),
        };
      return {
        rows: selectRows(rows, order),
        at: Float64Array.from(order, (row) => at[row]),
        asked: Float64Array.from(order, (row) => asked[row]),
        ranked: Float64Array.from(order, (row) => ranked[row]),
      };
    },
  };
}

/** Rows that count, by line and by their place in the record; undefined where they stand so already. */
function inOrder({ line, hash }: Rows, gone: ReadonlySet<number>): number[] | undefined {
  const compare = (a: number, b: number) => line[a] - line[b] || partOf(hash[a]).part - partOf(hash[b]).part;
  let isSorted = gone.size === 0;
  for (let row = 1; isSorted && row < line.length; row++) isSorted = compare(row - 1, row) <= 0;
  if (isSorted) return undefined;
  const order: number[] = [];
  for (let row = 0; row < line.length; row++) if (!gone.has(row)) order.push(row);
  return order.sort(compare);
}
