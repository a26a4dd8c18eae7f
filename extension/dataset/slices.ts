import type { Scalar } from './example.ts';
import type { JsonObject } from './formats/format.ts';

/** Longer texts are prose, not a name to slice by, and would be kept for every row. */
const longest = 200;

/** Scalar fields besides the format's own. */
export function slicesOf(record: JsonObject, columns: readonly string[]): Readonly<Record<string, Scalar>> {
  const fields = Object.entries(record).filter(
    ([key, value]) => key !== 'id' && key !== 'tools' && !columns.includes(key) && isSlice(value),
  );
  return Object.fromEntries(fields) as Record<string, Scalar>;
}

function isSlice(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= longest;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
