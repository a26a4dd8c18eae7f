/** How much is kept: keys up to `longest`, of each of two generations up to `units` together; both in UTF-16 units. */
export interface Limits {
  readonly longest: number;
  readonly units: number;
}

/** A function of a text that keeps its results. When the younger of two generations is full, the older is forgotten. */
export function remember<Value>(
  make: (key: string) => Value,
  { longest, units }: Limits,
): (key: string) => Value {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  let held = 0;
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const value = old.get(key) ?? make(key);
    if (key.length > longest) return value;
    if (held > units) {
      old = young;
      young = new Map();
      held = 0;
    }
    held += key.length;
    young.set(copy(key), value);
    return value;
  };
}

/** A part of a text keeps all of it in memory (V8's sliced strings). */
function copy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
