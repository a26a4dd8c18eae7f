import type { DerivedColumns } from '../../extension/preference/columns.ts';
import type { ShownRows } from '../runRows.ts';

/** What a filter may read. */
export interface FilterResults {
  readonly rows: ShownRows;
  readonly derived: DerivedColumns;
}

type Offsets = Pick<ShownRows, 'offsets'>;

/** One number a row from one a completion; NaN without completions, or where one is not known. */
function folded(
  { offsets }: Offsets,
  values: ArrayLike<number>,
  fold: (before: number, value: number) => number,
): Float64Array {
  const out = new Float64Array(offsets.length - 1);
  for (let row = 0; row < out.length; row++) {
    const end = offsets[row + 1];
    let c = offsets[row];
    let value = c < end ? values[c] : Number.NaN;
    for (c++; c < end; c++) value = fold(value, values[c]);
    out[row] = value;
  }
  return out;
}

const add = (a: number, b: number) => a + b;
// Tokens that are not known are 0.
const known = (tokens: Float64Array) => {
  for (let row = 0; row < tokens.length; row++) if (tokens[row] === 0) tokens[row] = Number.NaN;
  return tokens;
};

/** Columns of rows that sum up their completions. */
export const overCompletions = {
  count({ rows: { offsets } }: FilterResults): Uint32Array {
    const out = new Uint32Array(offsets.length - 1);
    for (let row = 0; row < out.length; row++) out[row] = offsets[row + 1] - offsets[row];
    return out;
  },
  sum: (rows: Offsets, values: ArrayLike<number>) => folded(rows, values, add),
  largest: (rows: Offsets, values: ArrayLike<number>) => folded(rows, values, Math.max),
  smallest: (rows: Offsets, values: ArrayLike<number>) => folded(rows, values, Math.min),
  tokens: (rows: ShownRows) => known(folded(rows, rows.tokens, add)),
  mostTokens: (rows: ShownRows) => known(folded(rows, rows.tokens, Math.max)),
  /** Mean reward of the best tier. */
  bestReward({ rows: { offsets, tier }, derived: { reward } }: FilterResults): Float64Array {
    const out = new Float64Array(offsets.length - 1);
    for (let row = 0; row < out.length; row++) {
      let best = Number.POSITIVE_INFINITY;
      let sum = Number.NaN;
      let n = 0;
      for (let c = offsets[row]; c < offsets[row + 1]; c++) {
        if (tier[c] < best) {
          best = tier[c];
          sum = reward[c];
          n = 1;
        } else if (tier[c] === best) {
          sum += reward[c];
          n++;
        }
      }
      out[row] = sum / n;
    }
    return out;
  },
};
