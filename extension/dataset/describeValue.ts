/** A JSON value in a few words, for a sentence: `the text "abc"`, `an empty list`, `null`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') {
    if (value === '') return 'an empty text';
    return value.length > 24 ? `the text "${value.slice(0, 24)}…"` : `the text "${value}"`;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${value}` : 'beyond any number';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return value !== null && typeof value === 'object' ? 'an object' : String(value);
}
