/** By which column the table is sorted; `column` is a key of `table/columns.ts`. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** A row's place in the sorted table: a number, a text, or nothing (last, in either direction). */
export type SortValue = number | string | boolean | undefined;

/**
 * The rows (indices) with `keep`, sorted by `value`; equal values stay in the order of their lines.
 * Rows without a value, or with NaN, come last whichever the direction. Numbers come before texts.
 */
export function sortedRows(
  line: Uint32Array,
  keep: (row: number) => boolean,
  value: (row: number) => SortValue,
  descending: boolean,
): Uint32Array {
  const numbers = new Float64Array(line.length);
  const texts: string[] = [];
  const numeric: number[] = [];
  const worded: number[] = [];
  const rest: number[] = [];
  let inOrder = true;
  for (let row = 0; row < line.length; row++) {
    if (!keep(row)) continue;
    const v = value(row);
    if (typeof v === 'string') {
      texts[row] = v;
      worded.push(row);
    } else if (v === undefined || Number.isNaN(Number(v))) rest.push(row);
    else {
      numbers[row] = descending ? -Number(v) : Number(v);
      const before = numeric[numeric.length - 1];
      if (
        before !== undefined &&
        (numbers[before] > numbers[row] || (numbers[before] === numbers[row] && line[before] > line[row]))
      )
        inOrder = false;
      numeric.push(row);
    }
  }
  // Already sorted is the common case: rows of a finished run by line.
  if (!inOrder) numeric.sort((a, b) => compare(numbers[a], numbers[b]) || line[a] - line[b]);
  const collator = new Intl.Collator('en', { numeric: true });
  const sign = descending ? -1 : 1;
  worded.sort((a, b) => sign * collator.compare(texts[a], texts[b]) || line[a] - line[b]);
  rest.sort((a, b) => line[a] - line[b]);
  const order = new Uint32Array(numeric.length + worded.length + rest.length);
  order.set(numeric);
  order.set(worded, numeric.length);
  order.set(rest, numeric.length + worded.length);
  return order;
}

// Not by subtraction: infinities are equal to themselves.
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/** The sort after a click on a header: the same column turns round; another starts where its reader looks first. */
export function toggledSort(sort: Sort, column: string, startDescending: boolean): Sort {
  return { column, descending: sort.column === column ? !sort.descending : startDescending };
}
