/** Values of one scalar field of the records, in little room: a million rows share their few distinct words. */
export type FieldColumn = { readonly name: string } & (
  | {
      readonly kind: 'numbers';
      /** [N], NaN = the record has none. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: 'words';
      /** [N] index into `words`; 0 = the record has none. */
      readonly codes: Uint32Array;
      /** Distinct values; the first is no value. */
      readonly words: readonly (string | number | boolean | undefined)[];
    }
);

type Slices = readonly (Readonly<Record<string, string | number | boolean>> | undefined)[];

/** Records whose keys are all different would make a column of each; nobody slices by those. */
export const mostFields = 100;

/** The fields of these rows as columns, in the order they are first seen, the first `mostFields`. */
export function fieldColumns(slices: Slices): FieldColumn[] {
  const isNumeric = new Map<string, boolean>();
  for (const slice of slices)
    for (const name in slice) {
      const known = isNumeric.get(name);
      if (known === undefined && isNumeric.size >= mostFields) continue;
      isNumeric.set(name, known !== false && typeof slice[name] === 'number');
    }
  return Array.from(isNumeric, ([name, numeric]) => (numeric ? numbers(name, slices) : words(name, slices)));
}

function numbers(name: string, slices: Slices): FieldColumn {
  const values = new Float64Array(slices.length).fill(Number.NaN);
  slices.forEach((slice, row) => {
    if (slice && Object.hasOwn(slice, name)) values[row] = Number(slice[name]);
  });
  return { name, kind: 'numbers', values };
}

function words(name: string, slices: Slices): FieldColumn {
  const codes = new Uint32Array(slices.length);
  const known = new Map<string | number | boolean, number>();
  const words: (string | number | boolean | undefined)[] = [undefined];
  slices.forEach((slice, row) => {
    if (!slice || !Object.hasOwn(slice, name)) return;
    let code = known.get(slice[name]);
    if (code === undefined) {
      code = words.length;
      known.set(slice[name], code);
      words.push(slice[name]);
    }
    codes[row] = code;
  });
  return { name, kind: 'words', codes, words };
}

/** Value of a field in a row. */
export function fieldValue(column: FieldColumn, row: number): string | number | boolean | undefined {
  if (column.kind === 'words') return column.words[column.codes[row]] ?? undefined;
  const value = column.values[row];
  return Number.isNaN(value) ? undefined : value;
}
