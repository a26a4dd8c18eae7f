import type { Path } from './example.ts';
import type { Span } from './problem.ts';

/** Places in the text of *valid* JSON. No tree is built, so a value in a line of 64 MB costs one pass and no memory. */

export interface Entry {
  /** The quoted key; undefined in a list. */
  readonly key: Span | undefined;
  readonly value: Span;
}

const quote = 34;
const backslash = 92;

export function skipSpace(text: string, at: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 32 && c !== 9 && c !== 10 && c !== 13) break;
  }
  return i;
}

/** `start` is an opening quote; the result is the place after the closing one. */
export function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slash = end;
    while (text.charCodeAt(slash - 1) === backslash) slash--;
    if ((end - slash) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** `start` is the first character of a value; the result is the place after its last one. */
export function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      i = stringEnd(text, i) - 1;
      if (depth === 0) return i + 1;
    } else if (c === 123 || c === 91) depth++;
    else if (c === 125 || c === 93) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (c === 44 || c <= 32)) return i;
  }
  return text.length;
}

/** Members of the object or elements of the list that starts at `start`, in the text's order. */
export function* entries(text: string, start: number): Generator<Entry> {
  const object = text[start] === '{';
  let i = skipSpace(text, start + 1);
  while (i < text.length && text[i] !== '}' && text[i] !== ']') {
    let key: Span | undefined;
    if (object) {
      key = { start: i, end: stringEnd(text, i) };
      i = skipSpace(text, skipSpace(text, key.end) + 1);
    }
    const value = { start: i, end: valueEnd(text, i) };
    yield { key, value };
    i = skipSpace(text, value.end);
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
}

/** The entry a path leads to. Of duplicate keys the last one counts, as for JSON.parse. */
export function entryAt(text: string, path: Path): Entry | undefined {
  const start = skipSpace(text, 0);
  let found: Entry | undefined = { key: undefined, value: { start, end: valueEnd(text, start) } };
  for (const step of path) {
    const container: Entry = found;
    const opening = text[container.value.start];
    if (opening !== (typeof step === 'string' ? '{' : '[')) return undefined;
    found = undefined;
    let index = 0;
    for (const entry of entries(text, container.value.start)) {
      if (entry.key ? keyText(text, entry.key) === step : index++ === step) found = entry;
      if (found && !entry.key) break;
    }
    if (!found) return undefined;
  }
  return found;
}

export function keyText(text: string, key: Span): string {
  const inner = text.slice(key.start + 1, key.end - 1);
  return inner.includes('\\') ? (JSON.parse(text.slice(key.start, key.end)) as string) : inner;
}

/** Place in the text of a decoded character: `literal` is the opening quote, `offset` in UTF-16 units of the decoded string. */
export function rawOffset(text: string, literal: number, offset: number): number {
  let i = literal + 1;
  for (let decoded = 0; decoded < offset; decoded++) i = nextCharacter(text, i);
  return i;
}

function nextCharacter(text: string, i: number): number {
  if (text.charCodeAt(i) !== backslash) return i + 1;
  return i + (text[i + 1] === 'u' ? 6 : 2);
}

/** More values than this are no ranking, and as objects they would take a hundred bytes of memory each. */
export const maxValues = 1_000_000;

/** Whether a line, be it valid JSON or not, holds more than `maxValues` values, by the commas outside its texts. */
export function isTooLarge(text: string): boolean {
  if (text.length <= maxValues) return false;
  let commas = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) i = stringEnd(text, i) - 1;
    else if (c === 44 && ++commas > maxValues) return true;
  }
  return false;
}

export interface Structure {
  /** Keys that a later one of the same name in the same object overrides. */
  readonly duplicates: readonly { readonly key: string; readonly earlier: Span }[];
  readonly depth: number;
}

/** What JSON.parse passes over in silence. Jumps from quote to quote: about as fast as `indexOf`. Ends where nesting exceeds `maxDepth`. */
export function structure(text: string, maxDepth: number): Structure {
  const duplicates: { key: string; earlier: Span }[] = [];
  const open: (Map<string, Span> | undefined)[] = [];
  let depth = 0;
  for (let i = 0; i < text.length && depth <= maxDepth; i++) {
    const c = text.charCodeAt(i);
    if (c === 123 || c === 91) {
      open.push(c === 123 ? new Map() : undefined);
      depth = Math.max(depth, open.length);
    } else if (c === 125 || c === 93) open.pop();
    else if (c === quote) {
      const span = { start: i, end: stringEnd(text, i) };
      i = span.end - 1;
      const keys = open[open.length - 1];
      // In an object only a key is followed by a colon.
      if (!keys || text[skipSpace(text, span.end)] !== ':') continue;
      const key = keyText(text, span);
      const earlier = keys.get(key);
      if (earlier) duplicates.push({ key, earlier });
      keys.set(key, span);
    }
  }
  return { duplicates, depth };
}
