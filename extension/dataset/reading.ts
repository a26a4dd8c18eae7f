import { type Columns, columnsFormat } from './formats/columns.ts';
import type { Chosen, Format, JsonObject } from './formats/format.ts';
import { formatOf, formats } from './formats/index.ts';

/** How the records of a file are read, where somebody said more than the records do. Plain data, so that it crosses threads. */
export interface Reading {
  /** Name of a format; absent: the one whose keys a record has. */
  readonly format?: string;
  /** Options of the format, by the names of its choices. */
  readonly chosen?: Chosen;
  /** Where the pieces of each record are; then no format is asked. */
  readonly columns?: Columns;
}

/** Undefined for a record that no format knows. */
export function formatFor(record: JsonObject, { format, columns }: Reading): Format | undefined {
  if (columns) return formatOfColumns(columns);
  return formats.find(({ name }) => name === format) ?? formatOf(record);
}

const known = new WeakMap<Columns, Format>();

function formatOfColumns(columns: Columns): Format {
  let format = known.get(columns);
  if (!format) {
    format = columnsFormat(columns);
    known.set(columns, format);
  }
  return format;
}
