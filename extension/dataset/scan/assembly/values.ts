import { quote, skipSpace } from './bytes.ts';
import { addKey, keyHash } from './fields.ts';
import { skipNumber } from './numbers.ts';
import { escapes, skipString } from './strings.ts';

/** Deeper nesting is looked at by the code that tells how deep it is. */
const maxDepth = 60;

/** Values of the line so far; a line with very many is looked at, as it is too large to be read. */
export let values: i32 = 0;
export const maxValues = 900_000;

export function startValues(): void {
  values = 0;
}

/**
 * Place after the value at `start`, which may have space before it; 0 when it is no valid JSON, has a key with an escape or one that
 * stands twice in its object, or is nested too deeply. `keys` are those of the objects around it.
 */
export function skipValue(start: usize, keys: i32, depth: i32): usize {
  const p = skipSpace(start);
  const c = load<u8>(p);
  values++;
  if (c === quote) {
    const end = skipString(p + 1);
    return end === 0 ? 0 : end + 1;
  }
  if (c === 123) return depth > maxDepth ? 0 : skipObject(p + 1, keys, depth);
  if (c === 91) return depth > maxDepth ? 0 : skipList(p + 1, keys, depth);
  // "true", "null", "alse" in the order of their bytes.
  if (c === 116) return load<u32>(p) === 0x65757274 ? p + 4 : 0;
  if (c === 110) return load<u32>(p) === 0x6c6c756e ? p + 4 : 0;
  if (c === 102) return load<u32>(p, 1) === 0x65736c61 ? p + 5 : 0;
  return skipNumber(p);
}

function skipObject(start: usize, before: i32, depth: i32): usize {
  let p = skipSpace(start);
  let keys = before;
  if (load<u8>(p) === 125) return p + 1;
  while (true) {
    p = keyEnd(p);
    if (p === 0 || !addKey(keyHash(keyStart, keyLength), before, keys)) return 0;
    keys++;
    p = skipValue(p, keys, depth + 1);
    if (p === 0) return 0;
    p = skipSpace(p);
    const c = load<u8>(p++);
    if (c === 125) return p;
    if (c !== 44) return 0;
    p = skipSpace(p);
  }
}

function skipList(start: usize, keys: i32, depth: i32): usize {
  let p = skipSpace(start);
  if (load<u8>(p) === 93) return p + 1;
  while (true) {
    p = skipValue(p, keys, depth + 1);
    if (p === 0) return 0;
    p = skipSpace(p);
    const c = load<u8>(p++);
    if (c === 93) return p;
    if (c !== 44) return 0;
  }
}

/** Of the key that was read last, its text without quotes. */
export let keyStart: usize = 0;
export let keyLength: usize = 0;

/** Place after the colon of the key at `p`; 0 when there is none, or one with an escape. */
export function keyEnd(p: usize): usize {
  if (load<u8>(p) !== quote) return 0;
  const end = skipString(p + 1);
  if (end === 0 || escapes !== 0) return 0;
  keyStart = p + 1;
  keyLength = end - p - 1;
  const colon = skipSpace(end + 1);
  return load<u8>(colon) === 58 ? colon + 1 : 0;
}
