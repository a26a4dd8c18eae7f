import { midranks } from './ranks.ts';

/**
 * [N] place of each value among those of its run, 0 = the largest, 1 = the smallest, so that runs of different models
 * can be averaged; NaN stays NaN.
 */
export function relativePlaces(values: Float64Array): Float64Array {
  const rows = Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  const ranks = midranks(Float64Array.from(rows, (row) => -values[row]));
  const out = new Float64Array(values.length).fill(Number.NaN);
  rows.forEach((row, i) => {
    out[row] = (ranks[i] - 0.5) / rows.length;
  });
  return out;
}

/** [N] mean over the runs that have a value for the row; NaN where `own` has none, for that row cannot be shown. */
export function meanPlaces(own: Float64Array, others: readonly Float64Array[]): Float64Array {
  return own.map((place, row) => {
    const known = others.map((other) => other[row]).filter((other) => !Number.isNaN(other));
    return known.reduce((sum, other) => sum + other, place) / (known.length + 1);
  });
}
