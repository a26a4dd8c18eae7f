import type { Format, JsonObject } from './format.ts';
import { implicitPair } from './implicitPair.ts';
import { native } from './native.ts';
import { pair } from './pair.ts';

/** In the order they are tried: the first that recognises a record reads it. */
export const formats: readonly Format[] = [native, pair, implicitPair];

export function formatOf(record: JsonObject): Format | undefined {
  return formats.find((format) => format.detect(record));
}
