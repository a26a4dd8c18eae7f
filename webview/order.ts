import { radixSorted, sortedByNumber } from './indexSort.ts';

/** By which column the table is sorted; `column` is a key of `table/columns.ts`. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** A row's place in the sorted table: a number, a text, or nothing (last, in either direction). */
export type SortValue = number | string | boolean | undefined;

/**
 * The rows (indices) where `shown` is 1, sorted by `value`; equal values stay in the order of their lines.
 * Rows without a value, or with NaN, come last whichever the direction. Numbers come before texts.
 */
export function sortedRows(
  line: Uint32Array,
  shown: Uint8Array,
  value: (row: number) => SortValue,
  descending: boolean,
): Uint32Array {
  const keys = new Float64Array(line.length);
  const texts: string[] = [];
  const numeric = new Uint32Array(line.length);
  const worded: number[] = [];
  const rest: number[] = [];
  let n = 0;
  let inOrder = true;
  let before = Number.NEGATIVE_INFINITY;
  for (const row of byLine(line)) {
    if (shown[row] === 0) continue;
    const v = value(row);
    if (typeof v === 'string') {
      texts[row] = v;
      worded.push(row);
      continue;
    }
    const number = v === undefined ? Number.NaN : Number(v);
    if (Number.isNaN(number)) {
      rest.push(row);
      continue;
    }
    const key = descending ? -number : number;
    keys[row] = key;
    inOrder = inOrder && before <= key;
    before = key;
    numeric[n++] = row;
  }
  const numbers = numeric.subarray(0, n);
  const order = new Uint32Array(n + worded.length + rest.length);
  // Already sorted is the common case: rows of a finished run by line.
  order.set(inOrder ? numbers : sortedByNumber(numbers, keys));
  order.set(sortedByText(worded, texts, descending), n);
  order.set(rest, n + worded.length);
  return order;
}

/** All rows in the order of their lines, which is nearly always their own. */
function byLine(line: Uint32Array): Uint32Array {
  const rows = new Uint32Array(line.length);
  let inOrder = true;
  for (let row = 0; row < rows.length; row++) {
    rows[row] = row;
    inOrder = inOrder && (row === 0 || line[row - 1] <= line[row]);
  }
  return inOrder ? rows : radixSorted(rows, line);
}

const collator = new Intl.Collator('en', { numeric: true });

/** As people sort names: `task-9` before `task-10`. */
function sortedByText(rows: readonly number[], texts: readonly string[], descending: boolean): Uint32Array {
  const from = Uint32Array.from(rows);
  const counted = countedNames(rows, texts, descending);
  if (counted) return sortedByNumber(from, counted);
  // Every text is compared once, however many rows have it.
  const places = new Map<string, number>();
  const sign = descending ? -1 : 1;
  const distinct = [...new Set(rows.map((row) => texts[row]))].sort((a, b) => sign * collator.compare(a, b));
  let place = 0;
  distinct.forEach((text, i) => {
    // Texts that only differ in what the collator passes over stand together, by line.
    if (i > 0 && collator.compare(distinct[i - 1], text) !== 0) place++;
    places.set(text, place);
  });
  const keys = new Uint32Array(texts.length);
  for (const row of rows) keys[row] = places.get(texts[row]) ?? 0;
  return radixSorted(from, keys);
}

/** Numbers of names that are one text and then a number, `task-00017`: what most ids are, and quickly sorted. */
function countedNames(
  rows: readonly number[],
  texts: readonly string[],
  descending: boolean,
): Float64Array | undefined {
  if (rows.length === 0) return undefined;
  const start = /^[^\d]*/.exec(texts[rows[0]])?.[0] ?? '';
  const keys = new Float64Array(texts.length);
  for (const row of rows) {
    const text = texts[row];
    if (!text.startsWith(start) || text.length === start.length || text.length > start.length + 15)
      return undefined;
    let number = 0;
    for (let i = start.length; i < text.length; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) return undefined;
      number = 10 * number + digit;
    }
    keys[row] = descending ? -number : number;
  }
  return keys;
}

/** The sort after a click on a header: the same column turns round; another starts where its reader looks first. */
export function toggledSort(sort: Sort, column: string, startDescending: boolean): Sort {
  return { column, descending: sort.column === column ? !sort.descending : startDescending };
}
