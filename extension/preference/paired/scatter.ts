import { binOf } from '../binOf.ts';

/** Pairs of values, those that fall into one square as one point. */
export interface Scatter {
  /** [points] */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly count: Uint32Array;
  /** Pairs in all. */
  readonly n: number;
  readonly isBinned: boolean;
}

/**
 * The pairs of which both are finite numbers. More than `most` are counted in squares by the bars' `edges` of each axis (ascending,
 * of equal width; what lies beyond counts in the outermost). Where 0 is an edge, no square has both signs.
 */
export function scatter(
  x: Float64Array,
  y: Float64Array,
  edges: { readonly x: Float64Array; readonly y: Float64Array },
  most = 1500,
): Scatter {
  let n = 0;
  const isPair = (i: number) => Number.isFinite(x[i]) && Number.isFinite(y[i]);
  for (let i = 0; i < x.length; i++) n += Number(isPair(i));
  if (n <= most) {
    const out = { x: new Float64Array(n), y: new Float64Array(n), count: new Uint32Array(n).fill(1) };
    let next = 0;
    for (let i = 0; i < x.length; i++) {
      if (!isPair(i)) continue;
      out.x[next] = x[i];
      out.y[next++] = y[i];
    }
    return { ...out, n, isBinned: false };
  }
  const [columns, rows] = [edges.x.length - 1, edges.y.length - 1];
  const counts = new Uint32Array(columns * rows);
  const binX = binOf(edges.x);
  const binY = binOf(edges.y);
  for (let i = 0; i < x.length; i++) if (isPair(i)) counts[binY(y[i]) * columns + binX(x[i])]++;
  const filled = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  const out = { x: new Float64Array(filled), y: new Float64Array(filled), count: new Uint32Array(filled) };
  let next = 0;
  counts.forEach((count, square) => {
    if (count === 0) return;
    const [column, row] = [square % columns, Math.floor(square / columns)];
    out.x[next] = (edges.x[column] + edges.x[column + 1]) / 2;
    out.y[next] = (edges.y[row] + edges.y[row + 1]) / 2;
    out.count[next++] = count;
  });
  return { ...out, n, isBinned: true };
}
