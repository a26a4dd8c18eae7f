import { describeValue } from '../describeValue.ts';
import type { Path } from '../example.ts';
import { isObject, type JsonObject, type Report } from './format.ts';

/** Undefined where something on the way is not there. */
export function valueAt(record: unknown, path: Path): unknown {
  let value = record;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** What a text, a number or a word of JSON says; '' for lists and objects, whose own `toString` may be anything. */
export function scalarText(value: unknown): string {
  return (typeof value === 'object' && value !== null) || value === undefined ? '' : String(value);
}

/** Of objects only; anything else in the list is none. */
export function objectsIn(value: unknown): readonly (JsonObject | undefined)[] {
  return Array.isArray(value) ? value.map((one) => (isObject(one) ? one : undefined)) : [];
}

/** A list in a field of the record; anything else is reported, and is a list of nothing. */
export function readList(record: JsonObject, field: string, report: Report): readonly unknown[] {
  const value = record[field];
  if (Array.isArray(value)) return value;
  report(
    'responses-not-list',
    { path: Object.hasOwn(record, field) ? [field] : [] },
    { field, found: describeValue(value) },
  );
  return [];
}

/** A finite number, also one that is written as text, as annotation tools do. Anything else is reported at its place. */
export function readNumber(record: JsonObject, path: Path, report: Report): number | undefined {
  const value = valueAt(record, path);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  const field = path.filter((step) => typeof step === 'string').join('.');
  report(
    'score-not-a-number',
    { path },
    { field, found: value === undefined ? 'missing' : describeValue(value) },
  );
  return undefined;
}

/** One of a few words or numbers that say which is better; anything else is reported. */
export function readPreference<T>(
  record: JsonObject,
  field: string,
  meanings: ReadonlyMap<unknown, T>,
  report: Report,
): T | undefined {
  const value = record[field];
  const meaning = meanings.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
  if (meaning !== undefined) return meaning;
  const takes = [...meanings.keys()].map((key) => JSON.stringify(key)).join(', ');
  const place = { path: Object.hasOwn(record, field) ? [field] : [] };
  report('preference-unknown', place, { field, takes, found: describeValue(value) });
  return undefined;
}

export const firstBetter = [[0], [1]];
export const secondBetter = [[1], [0]];
export const tied = [[0, 1]];

/** Tiers of two from a signed strength, zero is a tie. */
export function fromStrength(strength: number): number[][] {
  return strength < 0 ? firstBetter : strength > 0 ? secondBetter : tied;
}
