import type { Texts } from '../../extension/preference/textColumn.ts';
import type { Field, Query } from './check.ts';
import type { Scalar } from './parser.ts';
import type { Comparison } from './tokens.ts';

/** Values of a field, one a row. */
export type Column =
  /** NaN = missing. */
  | { readonly kind: 'numbers'; readonly values: Float64Array | Uint32Array }
  /** A row's code is the index of its value; undefined = missing. */
  | {
      readonly kind: 'codes';
      readonly codes: Uint8Array | Uint32Array;
      readonly words: readonly (Scalar | undefined)[];
    }
  | { readonly kind: 'texts'; readonly values: Texts };

export interface QueryData {
  /** Rows. */
  readonly n: number;
  column(field: Field): Column;
  /** [n] 1 where prompt or completions hold the text, as far as is known. */
  search(text: string): Uint8Array;
}

/**
 * [n] 1 where the query lets a row through. A row without a value matches only `is missing` and `!=`, and what
 * `not` stands before.
 */
export function evaluate(query: Query, data: QueryData): Uint8Array {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const { kind } = query;
      return query.parts.map((part) => evaluate(part, data)).reduce((all, one) => joined(kind, all, one));
    }
    case 'not': {
      const out = evaluate(query.part, data);
      for (let row = 0; row < out.length; row++) out[row] ^= 1;
      return out;
    }
    case 'compare': {
      const { field, operator, value } = query;
      if (field.kind === 'search') return data.search(String(value.value)).slice();
      const column = data.column(field);
      if (column.kind === 'numbers' && typeof value.value === 'number' && operator !== '~')
        return compareNumbers(column.values, operator, value.value);
      return where(column, comparing(operator, value.value));
    }
    case 'in': {
      const column = data.column(query.field);
      if (column.kind === 'numbers')
        return query.values
          .map(({ value }) => compareNumbers(column.values, '=', Number(value)))
          .reduce((all, one) => joined('or', all, one));
      const tests = query.values.map(({ value }) => comparing('=', value));
      return where(column, (value) => tests.some((test) => test(value)));
    }
    case 'missing':
      return where(data.column(query.field), (value) => value === undefined);
    case 'holds':
      return where(data.column(query.field), comparing('=', true));
    default:
      return query satisfies never;
  }
}

/** Writes into `all`. */
function joined(kind: 'and' | 'or', all: Uint8Array, one: Uint8Array): Uint8Array {
  if (kind === 'and') for (let row = 0; row < all.length; row++) all[row] &= one[row];
  else for (let row = 0; row < all.length; row++) all[row] |= one[row];
  return all;
}

/** One loop for each operator: what a million rows ask for. NaN compares as nothing, but is unlike any number. */
function compareNumbers(
  values: Float64Array | Uint32Array,
  operator: Exclude<Comparison, '~'>,
  limit: number,
): Uint8Array {
  const out = new Uint8Array(values.length);
  const n = values.length;
  switch (operator) {
    case '=':
      for (let row = 0; row < n; row++) out[row] = +(values[row] === limit);
      return out;
    case '!=':
      for (let row = 0; row < n; row++) out[row] = +(values[row] !== limit);
      return out;
    case '<':
      for (let row = 0; row < n; row++) out[row] = +(values[row] < limit);
      return out;
    case '<=':
      for (let row = 0; row < n; row++) out[row] = +(values[row] <= limit);
      return out;
    case '>':
      for (let row = 0; row < n; row++) out[row] = +(values[row] > limit);
      return out;
    case '>=':
      for (let row = 0; row < n; row++) out[row] = +(values[row] >= limit);
      return out;
    default:
      return operator satisfies never;
  }
}

/** Rows whose value passes; a value with a code is asked once for all its rows. */
function where(column: Column, test: (value: Scalar | undefined) => boolean): Uint8Array {
  if (column.kind === 'codes') {
    const passes = Uint8Array.from(column.words, (word) => +test(word));
    const { codes } = column;
    const out = new Uint8Array(codes.length);
    for (let row = 0; row < out.length; row++) out[row] = passes[codes[row]];
    return out;
  }
  const { values } = column;
  const out = new Uint8Array(values.length);
  if (column.kind === 'texts')
    for (let row = 0; row < out.length; row++) out[row] = +test(column.values.at(row));
  else
    for (let row = 0; row < out.length; row++) {
      const value = column.values[row];
      out[row] = +test(Number.isNaN(value) ? undefined : value);
    }
  return out;
}

const collator = new Intl.Collator('en', { numeric: true });

function comparing(operator: Comparison, wanted: Scalar): (value: Scalar | undefined) => boolean {
  const text = String(wanted);
  const lower = text.toLowerCase();
  const sign = (value: Scalar) =>
    typeof value === 'number' && typeof wanted === 'number'
      ? value - wanted
      : collator.compare(String(value), text);
  switch (operator) {
    case '=':
      return (value) => value !== undefined && String(value) === text;
    case '!=':
      return (value) => value === undefined || String(value) !== text;
    case '~':
      return (value) => value !== undefined && String(value).toLowerCase().includes(lower);
    case '<':
      return (value) => value !== undefined && sign(value) < 0;
    case '<=':
      return (value) => value !== undefined && sign(value) <= 0;
    case '>':
      return (value) => value !== undefined && sign(value) > 0;
    case '>=':
      return (value) => value !== undefined && sign(value) >= 0;
    default:
      return operator satisfies never;
  }
}

/** The texts that a query looks for in the records, each once. */
export function searchesOf(query: Query): string[] {
  const found = new Set<string>();
  const visit = (q: Query): void => {
    if (q.kind === 'and' || q.kind === 'or') q.parts.forEach(visit);
    else if (q.kind === 'not') visit(q.part);
    else if (q.kind === 'compare' && q.field.kind === 'search') found.add(String(q.value.value));
  };
  visit(query);
  return [...found];
}
