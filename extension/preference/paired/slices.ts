import type { FieldColumn } from '../fieldColumns.ts';
import { orderStatistics } from '../orderStatistics.ts';

/** Examples in groups: `code[e]` is an index into `names`, or `noGroup`. */
export interface Groups {
  /** [N] */
  readonly code: Uint32Array;
  readonly names: readonly GroupName[];
}

/** A word of the data, a number of completions, values above `low` (of the first: from it) up to `high`, or how many smaller groups. */
export type GroupName =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'size'; readonly k: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number; readonly isFirst: boolean }
  | { readonly kind: 'others'; readonly count: number };

const wordName = (word: unknown): GroupName => ({ kind: 'word', word: String(word) });

export const noGroup = 0xffffffff;

/** More groups than a table is read with; smaller ones are told of together. */
const mostGroups = 30;
/** Numbers with more distinct values than this are cut into quarters. */
const mostNumbers = 12;

/** By the completions of each example; `counts` [N], 0 = none. */
export function groupsBySize(counts: Uint32Array): Groups {
  const values = new Float64Array(counts.length);
  // A loop, as `from` with a function takes six times as long.
  for (let e = 0; e < values.length; e++) values[e] = counts[e] > 0 ? counts[e] : Number.NaN;
  return groupsByNumber(values, (k) => ({ kind: 'size', k }));
}

export function groupsByField(column: FieldColumn): Groups {
  if (column.kind === 'numbers') return groupsByNumber(column.values, wordName);
  return largest({
    // The first word is no value.
    code: column.codes.map((code) => (code === 0 ? noGroup : code - 1)),
    names: column.words.slice(1).map(wordName),
  });
}

function groupsByNumber(values: Float64Array, name: (value: number) => GroupName): Groups {
  const distinct = new Set<number>();
  for (let e = 0; e < values.length; e++) {
    if (!Number.isNaN(values[e])) distinct.add(values[e]);
    if (distinct.size > mostNumbers) return quarters(values);
  }
  const sorted = [...distinct].sort((a, b) => a - b);
  const places = new Map(sorted.map((value, place) => [value, place]));
  const code = new Uint32Array(values.length);
  for (let e = 0; e < code.length; e++) code[e] = places.get(values[e]) ?? noGroup;
  return { code, names: sorted.map(name) };
}

function quarters(values: Float64Array): Groups {
  const finite = values.filter(Number.isFinite);
  const last = finite.length - 1;
  const places = [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * last));
  const ends = orderStatistics(finite, places);
  // Equal quantiles would make quarters that nothing falls into.
  const edges = [...new Set(ends)];
  const names = edges
    .slice(1)
    .map((high, i): GroupName => ({ kind: 'range', low: edges[i], high, isFirst: i === 0 }));
  const code = Uint32Array.from(values, (value) => {
    if (!Number.isFinite(value)) return noGroup;
    let quarter = 0;
    while (quarter < names.length - 1 && value > edges[quarter + 1]) quarter++;
    return quarter;
  });
  return { code, names };
}

/** The largest groups by falling size; the rest as one. */
function largest({ code, names }: Groups): Groups {
  const sizes = new Uint32Array(names.length);
  for (const group of code) if (group !== noGroup) sizes[group]++;
  const order = [...names.keys()]
    .filter((group) => sizes[group] > 0)
    .sort((a, b) => sizes[b] - sizes[a] || a - b);
  const isAll = order.length <= mostGroups;
  const shown = isAll ? order : order.slice(0, mostGroups - 1);
  const place = new Uint32Array(names.length).fill(shown.length);
  shown.forEach((group, i) => {
    place[group] = i;
  });
  return {
    code: code.map((group) => (group === noGroup ? noGroup : place[group])),
    names: [
      ...shown.map((group) => names[group]),
      ...(isAll ? [] : [{ kind: 'others', count: order.length - shown.length } as const]),
    ],
  };
}

/** `values` of each group by itself, NaN left out. */
export function valuesByGroup({ code, names }: Groups, values: Float64Array): Float64Array[] {
  const sizes = new Uint32Array(names.length);
  for (let e = 0; e < code.length; e++) if (code[e] !== noGroup && !Number.isNaN(values[e])) sizes[code[e]]++;
  const out = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Uint32Array(names.length);
  for (let e = 0; e < code.length; e++)
    if (code[e] !== noGroup && !Number.isNaN(values[e])) out[code[e]][filled[code[e]]++] = values[e];
  return out;
}
