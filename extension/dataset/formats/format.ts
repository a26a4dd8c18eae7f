import type { Example, Place } from '../example.ts';
import type { Span } from '../problem.ts';
import type { Code } from '../problems.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Takes down a defect. A reader goes on after it as far as it can, so that one check shows all there is. */
export type Report = (code: Code, at: Place | Span, data?: Readonly<Record<string, string | number>>) => void;

/** What a format reads itself; `id`, `tools` and slices are read alike for all. */
export type Draft = Omit<Example, 'id' | 'tools' | 'slices' | 'format'>;

/** One way to write a ranking down. A new one is a file in this folder and a line in `index.ts`. */
export interface Format {
  readonly name: string;
  /** Keys the format reads, so that they slice no results. */
  readonly columns: readonly string[];
  /** By keys only: a record with defects is still of its format. */
  detect(record: JsonObject): boolean;
  /** Undefined when no example comes of the record; then it has reported why. */
  read(record: JsonObject, report: Report): Draft | undefined;
}

/** Columnar exports write null for what a row does not have. */
export function has(record: JsonObject, key: string): boolean {
  return Object.hasOwn(record, key) && record[key] !== null && record[key] !== undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
