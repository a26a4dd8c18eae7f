import { backslash } from './bytes.ts';

/** White space in spelled texts, as String.trim takes it off. */

/** Bytes of the character at `p` when it is white space; 0 when it is none. */
function spaceAt(p: usize): usize {
  const c = load<u8>(p);
  if (c === 32) return 1;
  if (c === backslash) {
    const letter = load<u8>(p, 1);
    // t n f r
    if (letter === 116 || letter === 110 || letter === 102 || letter === 114) return 2;
    // The vertical tab has no short escape.
    return letter === 117 && load<u32>(p, 2) === 0x62303030 ? 6 : 0;
  }
  if (c < 0xc2) return 0;
  const second = load<u8>(p, 1);
  const third = load<u8>(p, 2);
  if (c === 0xc2) return second === 0xa0 ? 2 : 0;
  if (c === 0xe1) return second === 0x9a && third === 0x80 ? 3 : 0;
  if (c === 0xe2) {
    if (second === 0x80) return third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf ? 3 : 0;
    return second === 0x81 && third === 0x9f ? 3 : 0;
  }
  if (c === 0xe3) return second === 0x80 && third === 0x80 ? 3 : 0;
  return c === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}

/** Place of the first character that is no white space; `end` when there is none. */
export function firstVisible(start: usize, end: usize): usize {
  let p = start;
  while (p < end) {
    const space = spaceAt(p);
    if (space === 0) return p;
    p += space;
  }
  return end;
}

/** Start of the character, or of the escape, that holds the byte at `p`, in a text that begins at `start`. */
export function characterStart(p: usize, start: usize): usize {
  // The digits of an escape of six.
  for (let back: usize = 2; back <= 5 && p >= start + back; back++)
    if (load<u8>(p - back, 1) === 117 && isEscape(p - back, start)) return p - back;
  if (p > start && isEscape(p - 1, start)) return p - 1;
  let at = p;
  while (at > start && (load<u8>(at) & 0xc0) === 0x80) at--;
  return at;
}

/** Whether an escape begins at `p`: with a backslash that is not itself escaped. */
function isEscape(p: usize, start: usize): bool {
  let first = p;
  while (first >= start && load<u8>(first) === backslash) first--;
  return ((p - first) & 1) === 1;
}
