import type { TableColumn } from './columns.ts';
import type { GridColumn } from './gridModel.ts';

/** Columns that somebody showed or hid, by their keys; of others the table decides. */
export type ColumnChoice = Readonly<Record<string, boolean>>;
/** Widths that somebody gave, px at 13 px text, by the keys of the columns. */
export type ColumnWidths = Readonly<Record<string, number>>;

export const narrowest = 36;
export const widest = 900;

export function isShown({ key, extra }: TableColumn, choice: ColumnChoice): boolean {
  // Without its line nobody would know which example a row is.
  return key === 'line' || (Object.hasOwn(choice, key) ? choice[key] : !extra);
}

export function withWidth(widths: ColumnWidths, column: GridColumn, width: number): ColumnWidths {
  return { ...widths, [column.key]: Math.round(Math.max(narrowest, Math.min(widest, width))) };
}

export function withoutWidth(widths: ColumnWidths, { key }: GridColumn): ColumnWidths {
  const { [key]: _, ...others } = widths;
  return others;
}

export function widthOf({ key, width }: GridColumn, widths: ColumnWidths): number {
  return Object.hasOwn(widths, key) ? widths[key] : width;
}

/** Tracks of a CSS grid, and the width of all, both in em. A column with a width of its own does not grow. */
export function columnTracks(columns: readonly GridColumn[], widths: ColumnWidths) {
  const tracks = columns.map((column) => {
    const em = `${widthOf(column, widths) / 13}em`;
    return column.grows && !Object.hasOwn(widths, column.key) ? `minmax(${em}, 1fr)` : em;
  });
  const width = columns.reduce((sum, column) => sum + widthOf(column, widths), 0) / 13;
  return { tracks: tracks.join(' '), width: `${width}em` };
}

/** What was kept, where it has the right shape. */
export function readColumnChoice(value: unknown): ColumnChoice | undefined {
  return readRecord(value, (item) => typeof item === 'boolean');
}

export function readColumnWidths(value: unknown): ColumnWidths | undefined {
  return readRecord(value, (item) => typeof item === 'number' && item >= narrowest && item <= widest);
}

/** A record of at most some hundred entries. */
function readRecord<T>(value: unknown, isRight: (item: unknown) => boolean): Record<string, T> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).slice(0, 300);
  return Object.fromEntries(entries.filter(([, item]) => isRight(item))) as Record<string, T>;
}
