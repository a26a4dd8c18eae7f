import { isObject, type JsonObject } from './formats/format.ts';

/** The object that a line holds; undefined for anything else, and for what is no JSON. */
export function recordIn(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line.replace(/^\ufeff+/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
