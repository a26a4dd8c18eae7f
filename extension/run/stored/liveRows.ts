import { partOf } from '../../dataset/lineHash.ts';

/**
 * Indices of the rows that count, by line and place in the record. `removed`: [N] 1 = the line has none any more. Of rows that
 * say something else of one ranking the last one counts, and with another text on a line all that the line was before is gone.
 */
export function liveRows(line: Uint32Array, hash: readonly string[], removed: Uint8Array): Uint32Array {
  const order = byLine(line);
  const live = new Uint32Array(order.length);
  let n = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && line[order[to]] === line[order[from]]) to++;
    if (to - from === 1) {
      if (!removed[order[from]]) live[n++] = order[from];
    } else for (const row of ofOneLine(order.subarray(from, to), hash, removed)) live[n++] = row;
    from = to;
  }
  return live.subarray(0, n);
}

/** In the order they were stored where lines are equal. */
function byLine(line: Uint32Array): Uint32Array {
  const order = Uint32Array.from(line, (_, row) => row);
  let isSorted = true;
  for (let row = 1; isSorted && row < line.length; row++) isSorted = line[row - 1] <= line[row];
  return isSorted ? order : order.sort((a, b) => line[a] - line[b] || a - b);
}

function ofOneLine(rows: Uint32Array, hash: readonly string[], removed: Uint8Array): number[] {
  let kept: number[] = [];
  for (const row of rows) {
    if (removed[row]) {
      kept = [];
      continue;
    }
    const { recordHash, part } = partOf(hash[row]);
    kept = kept.filter((other) => {
      const of = partOf(hash[other]);
      return of.recordHash === recordHash && of.part !== part;
    });
    kept.push(row);
  }
  return kept.sort((a, b) => partOf(hash[a]).part - partOf(hash[b]).part);
}
