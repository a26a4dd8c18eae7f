import type { Example, Place } from '../example.ts';
import type { Span } from '../problem.ts';
import type { Code } from '../problems.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Takes down a defect. A reader goes on after it as far as it can, so that one check shows all there is. */
export type Report = (code: Code, at: Place | Span, data?: Readonly<Record<string, string | number>>) => void;

/** What a format reads itself; `tools` and slices are read alike for all, and `id` where the format has no name of its own for it. */
export type Draft = Omit<Example, 'id' | 'tools' | 'slices' | 'format'> & { readonly id?: string };

/** What a file leaves open, as which of two scores ranks. The first option is taken unless the user says otherwise. */
export interface Choice {
  readonly name: string;
  /** A question. */
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
}

/** Options by the names of their choices. */
export type Chosen = Readonly<Record<string, string>>;

/** One way to write a ranking down. A new one is a file in this folder and a line in `index.ts`. */
export interface Format {
  /** Stable: it stands in settings and in results. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Keys the format reads, so that they slice no results. */
  readonly columns: readonly string[];
  readonly choices?: readonly Choice[];
  /** By keys only: a record with defects is still of its format. */
  detect(record: JsonObject): boolean;
  /** None when no example comes of the record; then it has reported why. Several from what holds several rankings. */
  read(record: JsonObject, report: Report, chosen: Chosen): Draft | readonly Draft[] | undefined;
  /** Slices besides the record's own scalar fields. */
  moreSlices?(record: JsonObject): Readonly<Record<string, unknown>>;
  /** Where a format has one response, or one pair, a line. */
  readonly group?: Grouping;
}

export interface Grouping {
  /** Lines in a row that have one key are one record; a line without a key stands alone. */
  keyOf(record: JsonObject, chosen: Chosen): string | undefined;
  /** Two lines or more. Places name the line in which they are. */
  read(members: readonly Member[], report: Report, chosen: Chosen): Draft | undefined;
}

/** One line of a group; 0-based within it. */
export interface Member {
  readonly record: JsonObject;
  readonly line: number;
  /** At places in this line. */
  readonly report: Report;
}

/** What the user chose, or the first option. */
export function optionOf({ name, options }: Choice, chosen: Chosen): string {
  return options.some(({ value }) => value === chosen[name]) ? chosen[name] : options[0].value;
}

/** Columnar exports write null for what a row does not have. */
export function has(record: JsonObject, key: string): boolean {
  return Object.hasOwn(record, key) && record[key] !== null && record[key] !== undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
