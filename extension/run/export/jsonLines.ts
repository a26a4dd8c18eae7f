import type { Cell, ColumnName } from '../../preference/exportColumns.ts';

/** One example as a line of JSON with its line end, one field a column. */
export function jsonLine(columns: readonly ColumnName[], cells: readonly Cell[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map(({ name }, i) => [name, cells[i]])))}\n`;
}
