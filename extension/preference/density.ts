import { binOf } from './binOf.ts';
import type { Bars } from './histogramSeries.ts';

/** Points counted in the cells of a grid. Points beyond the ends are in the first and last cells, as in `HistogramSeries`. */
export interface Density {
  readonly x: Bars;
  readonly y: Bars;
  /** [nx * ny], cell (x, y) at x * ny + y. */
  readonly counts: Uint32Array;
  /** Points counted. */
  readonly n: number;
}

/** Counts the points (`xs[i]`, `ys[i]`) that have no NaN. Edges are of equal distance, as `roundBars` makes them. */
export function densityOf(xs: Float64Array, ys: Float64Array, x: Bars, y: Bars): Density {
  const ny = y.edges.length - 1;
  const counts = new Uint32Array((x.edges.length - 1) * ny);
  const inX = binOf(x.edges);
  const inY = binOf(y.edges);
  let n = 0;
  for (let i = 0; i < xs.length; i++) {
    if (Number.isNaN(xs[i]) || Number.isNaN(ys[i])) continue;
    counts[inX(xs[i]) * ny + inY(ys[i])]++;
    n++;
  }
  return { x, y, counts, n };
}

/** For each bar of x how many points there are and the mean of their ys; NaN without any. */
export function columnMeans(
  xs: Float64Array,
  ys: Float64Array,
  { edges }: Bars,
): { n: number; mean: number }[] {
  const inX = binOf(edges);
  const n = new Float64Array(edges.length - 1);
  const sum = new Float64Array(edges.length - 1);
  for (let i = 0; i < xs.length; i++) {
    if (Number.isNaN(xs[i]) || Number.isNaN(ys[i])) continue;
    const bar = inX(xs[i]);
    n[bar]++;
    sum[bar] += ys[i];
  }
  return Array.from(n, (count, bar) => ({ n: count, mean: sum[bar] / count }));
}
