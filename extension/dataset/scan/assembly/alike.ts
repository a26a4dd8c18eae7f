import { backslash, sharedEnd, sharedStart } from './bytes.ts';
import { characterStart, firstVisible } from './space.ts';

/**
 * What `textProblems.ts` finds suspicious in two texts, asked the other way round: false only when it certainly finds nothing. Texts
 * are spelled, without their quotes.
 */

/** As there, in UTF-16 units. A spelled text never has fewer bytes than units. */
const shortest = 24;
const nearly: f64 = 0.98;

export function mayBeAlike(a: usize, aEnd: usize, aUnits: i32, b: usize, bEnd: usize, bUnits: i32): bool {
  const most = min(aEnd - a, bEnd - b);
  const start = sharedStart(a, b, most);
  if (a + start === aEnd && b + start === bEnd) return true;
  if (mayHaveSameWords(a, aEnd, b, bEnd)) return true;
  const shorter = min(aUnits, bUnits);
  if (shorter < shortest) return false;
  if (aUnits === shorter && isSpaceFrom(a, start, aEnd)) return true;
  if (bUnits === shorter && isSpaceFrom(b, start, bEnd)) return true;
  const enough = nearly * <f64>max(aUnits, bUnits);
  if (shorter < 4 * shortest || <f64>shorter < enough) return false;
  return <f64>(start + sharedEnd(aEnd, bEnd, most - start) + 2) >= enough;
}

function isSpaceFrom(text: usize, shared: usize, end: usize): bool {
  return firstVisible(characterStart(text + shared, text), end) === end;
}

function mayHaveSameWords(aStart: usize, aEnd: usize, bStart: usize, bEnd: usize): bool {
  let a = aStart;
  let b = bStart;
  while (true) {
    a = skipNarrow(a, aEnd);
    b = skipNarrow(b, bEnd);
    if (a >= aEnd || b >= bEnd) return a >= aEnd && b >= bEnd;
    const x = <u32>load<u8>(a);
    const y = <u32>load<u8>(b);
    if (x === backslash || y === backslash) {
      const size: usize = x === backslash && load<u8>(a, 1) === 117 ? 6 : 2;
      if (sharedStart(a, b, size) < size) return false;
      a += size;
      b += size;
    } else if ((x | y) < 0x80) {
      if (lower(x) !== lower(y)) return false;
      a++;
      b++;
    } else if (min(x, y) < 0x80) {
      // The sign for kelvin is the only wide character that is a letter of ASCII in lower case.
      return max(x, y) === 0xe2 && load<u8>(x > y ? a : b, 1) === 0x84;
    } else {
      const size = sizeOf(x);
      if (sizeOf(y) !== size || sharedStart(a, b, size) < size) {
        if (max(x, y) >= 0xf0 || (min(x, y) >= 0xe3 && max(x, y) <= 0xe9)) return false;
        // Perhaps in another case.
      }
      a += size;
      b += sizeOf(y);
    }
  }
}

function lower(c: u32): u32 {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function sizeOf(lead: u32): usize {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}

/** White space as `textProblems.ts` has it when it compares words. */
function skipNarrow(start: usize, end: usize): usize {
  let p = start;
  while (p < end) {
    const c = load<u8>(p);
    if (c === 32) p++;
    else if (c === 0xc2 && load<u8>(p, 1) === 0xa0) p += 2;
    else if (c === backslash) {
      const letter = load<u8>(p, 1);
      if (letter === 116 || letter === 110 || letter === 102 || letter === 114) p += 2;
      else if (letter === 117 && load<u32>(p, 2) === 0x62303030) p += 6;
      else return p;
    } else return p;
  }
  return p;
}
