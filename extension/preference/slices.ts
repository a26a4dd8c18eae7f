import type { FieldColumn } from './fieldColumns.ts';
import { type Estimate, estimateOf } from './moments.ts';
import { orderStatistics } from './orderStatistics.ts';

/** The rows in groups by one value. */
export interface Slices {
  /** [N] index into `parts`; `noSlice` = in none of them. */
  readonly codes: Uint16Array;
  readonly parts: readonly SlicePart[];
  /** Distinct words that have no part of their own, as they are rarer. */
  readonly left: number;
}

/** A word, or numbers from `low` up to, not with, `high`; the last part of numbers includes its end. */
export type SlicePart =
  | { readonly kind: 'word'; readonly word: string | number | boolean }
  | { readonly kind: 'range'; readonly low: number; readonly high: number };

export const noSlice = 65535;

/** As many words as have room, the most frequent first. */
export const mostParts = 12;
const numberParts = 6;

/** Groups by a field of the data, over the rows where `counted` is 1: by words, few numbers, or ranges of about as many rows each. */
export function slicesOf(column: FieldColumn, counted: Uint8Array): Slices {
  return column.kind === 'words' ? byWord(column, counted) : byNumber(column.values, counted);
}

function byWord({ codes, words }: FieldColumn & { kind: 'words' }, counted: Uint8Array): Slices {
  const counts = new Uint32Array(words.length);
  for (let row = 0; row < counted.length; row++) counts[codes[row]] += counted[row];
  const found = Array.from(counts.keys()).filter((code) => code > 0 && counts[code] > 0);
  const chosen = found.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, mostParts);
  const partOf = new Uint16Array(words.length).fill(noSlice);
  chosen.forEach((code, part) => {
    partOf[code] = part;
  });
  return {
    codes: Uint16Array.from(counted, (one, row) => (one === 1 ? partOf[codes[row]] : noSlice)),
    parts: chosen.map((code) => ({ kind: 'word', word: words[code]! })),
    left: found.length - chosen.length,
  };
}

/** Groups by a number of each row; NaN is in none. */
export function byNumber(values: Float64Array | Uint32Array, counted: Uint8Array): Slices {
  const distinct = new Set<number>();
  const some: number[] = [];
  for (let row = 0; row < counted.length; row++) {
    if (counted[row] === 0 || !Number.isFinite(values[row])) continue;
    if (distinct.size <= mostParts) distinct.add(values[row]);
    some.push(values[row]);
  }
  const few = distinct.size <= mostParts;
  const edges = few ? [...distinct].sort((a, b) => a - b) : quantiles(Float64Array.from(some));
  const last = few ? edges.length - 1 : edges.length - 2;
  const codes = new Uint16Array(counted.length).fill(noSlice);
  for (let row = 0; row < counted.length; row++) {
    if (counted[row] === 0 || !Number.isFinite(values[row])) continue;
    let part = last;
    while (part > 0 && values[row] < edges[part]) part--;
    codes[row] = part;
  }
  const parts = Array.from(
    { length: last + 1 },
    (_, part): SlicePart =>
      few ? { kind: 'word', word: edges[part] } : { kind: 'range', low: edges[part], high: edges[part + 1] },
  );
  return { codes, parts, left: 0 };
}

/** Distinct ends of parts with about as many values each. */
function quantiles(values: Float64Array): number[] {
  const places = Array.from({ length: numberParts + 1 }, (_, i) =>
    Math.floor((i / numberParts) * (values.length - 1)),
  );
  return [...new Set(orderStatistics(values, places))];
}

/** Mean of the values that are not NaN of each part, with the 95% interval by Student's t; two passes. */
export function estimatesBySlice({ codes, parts }: Slices, values: Float64Array): Estimate[] {
  const n = new Float64Array(parts.length);
  const mean = new Float64Array(parts.length);
  const squares = new Float64Array(parts.length);
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === noSlice || Number.isNaN(values[row])) continue;
    n[codes[row]]++;
    mean[codes[row]] += values[row];
  }
  for (let part = 0; part < parts.length; part++) mean[part] /= n[part];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === noSlice || Number.isNaN(values[row])) continue;
    squares[codes[row]] += (values[row] - mean[codes[row]]) ** 2;
  }
  return parts.map((_, part) => estimateOf(n[part], mean[part], squares[part]));
}
