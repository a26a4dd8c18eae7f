import { type FieldColumn, fieldColumns } from './fieldColumns.ts';
import type { Rows } from './rows.ts';
import { type TextColumn, textColumn } from './textColumn.ts';

/** What a page gets of a run's rows: all but the places in the file, which only the host reads; fields and texts as columns. */
export type PageRows = Omit<
  Rows,
  'hash' | 'lines' | 'byteOffset' | 'byteLength' | 'slices' | 'id' | 'reason'
> & {
  readonly id: TextColumn;
  readonly reason: TextColumn;
  readonly fields: readonly FieldColumn[];
};

export function pageRows(rows: Rows): PageRows {
  const { hash, lines, byteOffset, byteLength, slices, id, reason, ...shown } = rows;
  return { ...shown, id: textColumn(id), reason: textColumn(reason), fields: fieldColumns(slices) };
}
