import type { ChosenRejected } from '../../extension/preference/chosenRejected.ts';
import type { DerivedColumns, LogProbColumns } from '../../extension/preference/columns.ts';
import { wrongAt } from '../../extension/preference/stageAgreement.ts';
import { topProbability } from '../../extension/preference/topProbability.ts';
import type { Brush, Span } from './brush.ts';
import { type SliceSource, sliceColumn } from './sliceColumn.ts';

/** Of the rows, what brushes look at. */
export interface BrushRows extends LogProbColumns, SliceSource {}

/** What brushes look at. */
export interface Brushable {
  readonly rows: BrushRows;
  readonly derived: Pick<DerivedColumns, 'loss' | 'margin'>;
  readonly beta: number;
  /** [N] 1: scored, with a preference. */
  readonly counted: Uint8Array;
  readonly sides: () => ChosenRejected;
}

const everything: Span = [null, null];
const ends = ([low, high]: Span) =>
  [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const;

/** [N] 1 for the examples that a brush chooses. Examples that do not count are never chosen. */
export function maskOf(brush: Brush, { rows, derived, beta, counted, sides }: Brushable): Uint8Array {
  const { x = everything, y = everything } = brush;
  const inRewards: Span = [y[0] === null ? null : y[0] / beta, y[1] === null ? null : y[1] / beta];
  switch (brush.dimension) {
    case 'margin':
      return inRange(derived.margin, x);
    case 'loss':
      return inRange(derived.loss, x);
    case 'policy':
      return both(inRange(sides().chosenReference, x), inRange(sides().chosenPolicy, y));
    case 'quadrants':
      return both(inRange(sides().rejectedRatio, x), inRange(sides().chosenRatio, y));
    case 'rewards':
      return someCompletion(rows, counted, rows.tier, x, inRewards);
    case 'length':
      return someCompletion(rows, counted, rows.tokens, x, inRewards);
    case 'probability':
      return someProbability(rows, counted, beta, x);
    case 'position':
      return wrongAt(rows, counted, x[0] ?? 1, x[1] ?? Number.POSITIVE_INFINITY);
    case 'slice':
      return both(inSlice(rows, brush), counted);
    default:
      return brush.dimension satisfies never;
  }
}

/** Both; written into the first. */
export function both(all: Uint8Array, one: Uint8Array): Uint8Array {
  for (let row = 0; row < all.length; row++) all[row] &= one[row];
  return all;
}

/** NaN is in no range. */
function inRange(values: Float64Array | Uint32Array, span: Span): Uint8Array {
  const [low, high] = ends(span);
  // An open end has the infinite values, too.
  const open = span[1] === null;
  const out = new Uint8Array(values.length);
  for (let row = 0; row < out.length; row++)
    out[row] = Number(values[row] >= low) & (Number(values[row] < high) | Number(open));
  return out;
}

/** Examples with a completion whose value and log-ratio both lie in their ranges. */
function someCompletion(
  { offsets, policyLogp, referenceLogp }: BrushRows,
  counted: Uint8Array,
  values: ArrayLike<number>,
  span: Span,
  ratios: Span,
): Uint8Array {
  const [low, high] = ends(span);
  const [least, most] = ends(ratios);
  const out = new Uint8Array(counted.length);
  for (let row = 0; row < out.length; row++) {
    if (counted[row] === 0) continue;
    for (let c = offsets[row]; c < offsets[row + 1]; c++) {
      const ratio = policyLogp[c] - referenceLogp[c];
      if (values[c] >= low && values[c] < high && ratio >= least && ratio < most) {
        out[row] = 1;
        break;
      }
    }
  }
  return out;
}

/** Examples whose best tier is one completion, and one of whose completions has such a probability to be first: as `calibration`. */
function someProbability(rows: BrushRows, counted: Uint8Array, beta: number, span: Span): Uint8Array {
  const { offsets, tier } = rows;
  const probabilities = topProbability(rows, beta);
  const [low, high] = ends(span);
  const out = new Uint8Array(counted.length);
  for (let row = 0; row < out.length; row++) {
    if (counted[row] === 0) continue;
    let best = 65536;
    let shared = 0;
    let some = 0;
    for (let c = offsets[row]; c < offsets[row + 1]; c++) {
      if (tier[c] < best) {
        best = tier[c];
        shared = 1;
      } else if (tier[c] === best) shared++;
      some |= Number(probabilities[c] >= low && probabilities[c] < high);
    }
    out[row] = shared === 1 ? some : 0;
  }
  return out;
}

function inSlice(rows: BrushRows, { field, words, x = everything }: Brush): Uint8Array {
  const n = rows.offsets.length - 1;
  if (field === undefined) {
    const k = new Uint32Array(n);
    for (let row = 0; row < n; row++) k[row] = rows.offsets[row + 1] - rows.offsets[row];
    return words ? oneOf(k, words) : inRange(k, x);
  }
  const column = sliceColumn(rows, field);
  if (!column) return new Uint8Array(n);
  if (column.kind === 'numbers') return words ? oneOf(column.values, words) : inRange(column.values, x);
  const chosen = Uint8Array.from(column.words, (word) => Number(word !== undefined && words?.includes(word)));
  const out = new Uint8Array(n);
  for (let row = 0; row < n; row++) out[row] = chosen[column.codes[row]];
  return out;
}

/** A few values, each its own loop. */
function oneOf(values: Float64Array | Uint32Array, words: readonly unknown[]): Uint8Array {
  const out = new Uint8Array(values.length);
  for (const wanted of words)
    if (typeof wanted === 'number')
      for (let row = 0; row < out.length; row++) out[row] |= Number(values[row] === wanted);
  return out;
}
