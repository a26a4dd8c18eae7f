import type { Chosen, Format, JsonObject } from './formats/format.ts';
import { formatOf, formats } from './formats/index.ts';

/** How the records of a file are read, where somebody said more than the records do. */
export interface Reading {
  /** Name of a format; absent: the one whose keys a record has. */
  readonly format?: string;
  /** Options of the format, by the names of its choices. */
  readonly chosen?: Chosen;
}

/** Undefined for a record that no format knows. */
export function formatFor(record: JsonObject, { format }: Reading): Format | undefined {
  return formats.find(({ name }) => name === format) ?? formatOf(record);
}
