import { type FieldColumn, fieldColumns } from './fieldColumns.ts';
import type { Rows } from './rows.ts';

/** What a page gets of a run's rows: all but the places in the file, which only the host reads, and fields as columns. */
export type PageRows = Omit<Rows, 'hash' | 'lines' | 'byteOffset' | 'byteLength' | 'slices'> & {
  readonly fields: readonly FieldColumn[];
};

export function pageRows(rows: Rows): PageRows {
  const { hash, lines, byteOffset, byteLength, slices, ...shown } = rows;
  return { ...shown, fields: fieldColumns(slices) };
}
