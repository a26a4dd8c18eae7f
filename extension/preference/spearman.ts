import { midranks } from './ranks.ts';

/** Spearman's rank correlation, ties by mean ranks; NaN when either side does not vary. Values are not NaN. */
export function spearman(x: Float64Array, y: Float64Array): number {
  return pearson(midranks(x), midranks(y));
}

function pearson(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  // The mean of ranks 1..n, whatever the ties.
  const middle = (n + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i] - middle;
    const b = y[i] - middle;
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xy / Math.sqrt(xx * yy);
}
