import { backslash, fourDigits, quote } from './bytes.ts';
import { escapes, mayBeMarked, mayBeWide, mustDecode } from './strings.ts';

/**
 * Texts as JSON.stringify writes them, which gives one text one spelling and needs no copy for most: the bytes of the file are that
 * already, unless a character is escaped that need not be.
 */

/** A string of the file: where its text is, its bytes, its escapes, what is to be known of them. */
export const stringBytes = 16;

export function keepString(slot: usize, start: usize, end: usize): void {
  store<u32>(slot, <u32>start);
  store<u32>(slot, <u32>(end - start), 4);
  store<i32>(slot, escapes, 8);
  store<i32>(slot, (mustDecode ? 1 : 0) | (mayBeWide ? 2 : 0) | (mayBeMarked ? 4 : 0), 12);
}

/** Whether a speaker's mark may be in the string. */
export function isMarked(slot: usize): bool {
  return (load<i32>(slot, 12) & 4) !== 0;
}

let scratch: usize = 0;
let scratchEnd: usize = 0;

/** Where texts are written that have to be; as large as a line may be. */
export function setScratch(at: usize): void {
  scratch = at;
}

export function startTexts(): void {
  scratchEnd = scratch;
}

/** Place and length of the spelling, quotes included, and the text's length in UTF-16 units. */
export let textAt: usize = 0;
export let textLength: usize = 0;
export let textUnits: i32 = 0;

export function spell(slot: usize): void {
  const start = <usize>load<u32>(slot);
  const length = <usize>load<u32>(slot, 4);
  const flags = load<i32>(slot, 12);
  if (flags & 1) {
    textAt = scratchEnd;
    decode(start, start + length);
    textLength = scratchEnd - textAt;
    return;
  }
  textAt = start - 1;
  textLength = length + 2;
  textUnits = (flags & 2 ? units(start, length) : <i32>length) - load<i32>(slot, 8);
}

/** As `spell`, at the end of what is written already. */
export function append(slot: usize): void {
  spell(slot);
  if (load<i32>(slot, 12) & 1) return;
  appendBytes(textAt, textLength);
  textAt = scratchEnd - textLength;
}

export function appendBytes(at: usize, length: usize): void {
  // A call of memory.copy costs more than most texts take.
  for (let i: usize = 0; i < length; i += 16) v128.store(scratchEnd + i, v128.load(at + i));
  scratchEnd += length;
}

/** Where the next byte is written. */
export function written(): usize {
  return scratchEnd;
}

/** UTF-16 units of bytes that are UTF-8: one a character, two for those of four bytes. */
function units(start: usize, length: usize): i32 {
  let more = 0;
  let p = start;
  const end = start + length;
  const continuation = i8x16.splat(-64);
  const four = i8x16.splat(<i8>0xf0);
  while (p + 16 <= end) {
    const v = v128.load(p);
    if (i8x16.bitmask(v) !== 0) {
      more += popcnt(i8x16.bitmask(i8x16.ge_u(v, four)));
      more -= popcnt(i8x16.bitmask(i8x16.lt_s(v, continuation)));
    }
    p += 16;
  }
  for (; p < end; p++) {
    const byte = load<u8>(p);
    if (byte >= 0xf0) more++;
    else if (byte >= 0x80 && byte < 0xc0) more--;
  }
  return <i32>length + more;
}

/** Writes the text from `start` to `end`, which is valid, between quotes. */
function decode(start: usize, end: usize): void {
  let from = start;
  let to = scratchEnd;
  let singles = 0;
  const first = to + 1;
  const backslashes = i8x16.splat(backslash);
  store<u8>(to++, quote);
  while (from < end) {
    const v = v128.load(from);
    v128.store(to, v);
    const run = min<usize>(end - from, ctz(i8x16.bitmask(i8x16.eq(v, backslashes)) | 0x10000));
    from += run;
    to += run;
    while (from < end && load<u8>(from) === backslash) {
      const kind = load<u8>(from, 1);
      if (kind === 117) {
        let code = fourDigits(from + 2);
        from += 6;
        if (code >> 11 === 0x1b) {
          code = 0x10000 + ((code & 0x3ff) << 10) + (fourDigits(from + 2) & 0x3ff);
          from += 6;
        }
        if (code < 32 || code === quote || code === backslash)
          singles += code < 32 && shortEscape(code) === 0 ? 5 : 1;
        to = writeCharacter(to, code);
      } else if (kind === 47) {
        store<u8>(to++, 47);
        from += 2;
      } else {
        store<u16>(to, load<u16>(from));
        to += 2;
        from += 2;
        singles++;
      }
    }
  }
  textUnits = units(first, to - first) - singles;
  store<u8>(to++, quote);
  scratchEnd = to;
}

/** The letter behind the backslash of a control character; 0 when it has none. */
function shortEscape(code: u32): u32 {
  if (code === 8) return 98;
  if (code === 9) return 116;
  if (code === 10) return 110;
  if (code === 12) return 102;
  return code === 13 ? 114 : 0;
}

function writeCharacter(at: usize, code: u32): usize {
  if (code >= 0x10000) {
    store<u8>(at, <u8>(0xf0 | (code >> 18)));
    store<u8>(at, <u8>(0x80 | ((code >> 12) & 63)), 1);
    store<u8>(at, <u8>(0x80 | ((code >> 6) & 63)), 2);
    store<u8>(at, <u8>(0x80 | (code & 63)), 3);
    return at + 4;
  }
  if (code >= 0x800) {
    store<u8>(at, <u8>(0xe0 | (code >> 12)));
    store<u8>(at, <u8>(0x80 | ((code >> 6) & 63)), 1);
    store<u8>(at, <u8>(0x80 | (code & 63)), 2);
    return at + 3;
  }
  if (code >= 0x80) {
    store<u8>(at, <u8>(0xc0 | (code >> 6)));
    store<u8>(at, <u8>(0x80 | (code & 63)), 1);
    return at + 2;
  }
  if (code >= 32 && code !== quote && code !== backslash) {
    store<u8>(at, <u8>code);
    return at + 1;
  }
  store<u8>(at, backslash);
  const letter = code < 32 ? shortEscape(code) : code;
  if (letter !== 0) {
    store<u8>(at, <u8>letter, 1);
    return at + 2;
  }
  // u00 and two digits.
  const low = code & 15;
  store<u32>(at, 0x00303075, 1);
  store<u8>(at, <u8>(48 + (code >> 4)), 4);
  store<u8>(at, <u8>(low < 10 ? 48 + low : 87 + low), 5);
  return at + 6;
}
