import { backslash, escapeKinds, fourDigits, quote } from './bytes.ts';

/** Of the string that was skipped last: its escapes, and whether some of them could be shorter. */
export let escapes: i32 = 0;
export let mustDecode: bool = false;
/** Whether it may hold characters beyond ASCII; true for some that do not, as bytes after its end count. */
export let mayBeWide: bool = false;
/** Whether it may hold a speaker's mark; the same. */
export let mayBeMarked: bool = false;
/** Whether any string of the line may be wide. */
export let lineMayBeWide: bool = false;

export function startStrings(): void {
  lineMayBeWide = false;
}

/** Letters with which a speaker's name, or a heading, begins after a line feed. */
const speakers: usize = memory.data(256);
store<u8>(speakers + 72, 1);
store<u8>(speakers + 65, 1);
store<u8>(speakers + 85, 1);
store<u8>(speakers + 35, 1);

/**
 * Place of the closing quote of the string whose text begins at `start`; 0 when it is no valid string, or has half of a surrogate
 * pair. In steps of 64 bytes; escapes of one step are looked at one by one, but none waits for another.
 */
export function skipString(start: usize): usize {
  let p = start;
  const quotes = i8x16.splat(quote);
  const backslashes = i8x16.splat(backslash);
  const space = i8x16.splat(32);
  const less = i8x16.splat(60);
  const bracket = i8x16.splat(91);
  const first = v128.load(p);
  const early = i8x16.bitmask(
    v128.or(v128.or(i8x16.eq(first, quotes), i8x16.eq(first, backslashes)), i8x16.lt_u(first, space)),
  );
  if (early !== 0) {
    const at = p + ctz(early);
    if (load<u8>(at) === quote) {
      escapes = 0;
      mustDecode = false;
      mayBeMarked = v128.any_true(v128.or(i8x16.eq(first, less), i8x16.eq(first, bracket)));
      mayBeWide = i8x16.bitmask(first) !== 0;
      lineMayBeWide = lineMayBeWide || mayBeWide;
      return at;
    }
  }
  let count = 0;
  let decode = false;
  let wide = i8x16.splat(0);
  let marks = i8x16.splat(0);
  let isSpoken = false;
  // Where the other half of a surrogate pair must stand; 0 = nowhere.
  let owed: usize = 0;
  while (true) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    wide = v128.or(wide, v128.or(v128.or(a, b), v128.or(c, d)));
    marks = v128.or(
      marks,
      v128.or(
        v128.or(v128.or(i8x16.eq(a, less), i8x16.eq(b, less)), v128.or(i8x16.eq(c, less), i8x16.eq(d, less))),
        v128.or(
          v128.or(i8x16.eq(a, bracket), i8x16.eq(b, bracket)),
          v128.or(i8x16.eq(c, bracket), i8x16.eq(d, bracket)),
        ),
      ),
    );
    const isEnd = mask(i8x16.eq(a, quotes), i8x16.eq(b, quotes), i8x16.eq(c, quotes), i8x16.eq(d, quotes));
    const isControl = mask(
      i8x16.lt_u(a, space),
      i8x16.lt_u(b, space),
      i8x16.lt_u(c, space),
      i8x16.lt_u(d, space),
    );
    const slashes = mask(
      i8x16.eq(a, backslashes),
      i8x16.eq(b, backslashes),
      i8x16.eq(c, backslashes),
      i8x16.eq(d, backslashes),
    );
    let starts: u64 = 0;
    let stop = isEnd | isControl;
    if (slashes !== 0) {
      // Backslashes at an even place of their run, by a subtraction that carries through runs (simdjson's `find_escaped`).
      const odd: u64 = 0xaaaaaaaaaaaaaaaa;
      const codes = (((slashes << 1) | odd) - slashes) ^ odd;
      stop &= ~(codes ^ slashes) | isControl;
      starts = codes & slashes;
      // Before the end: all bits below the lowest one that is set.
      let left = stop !== 0 ? starts & (stop ^ (stop - 1)) : starts;
      count += <i32>popcnt(left);
      if (owed === 0 && popcnt(left) > 4) {
        // Many: escapes of six whose digits are in this step, all at once, unless one may be half of a pair.
        const long = left & (mask(is(a, 117), is(b, 117), is(c, 117), is(d, 117)) >> 1) & 0x07ffffffffffffff;
        const digits = (long << 2) | (long << 3) | (long << 4) | (long << 5);
        if ((digits & ~mask(isHex(a), isHex(b), isHex(c), isHex(d))) !== 0) return 0;
        const isPair = mask(isLetter(a, 100), isLetter(b, 100), isLetter(c, 100), isLetter(d, 100)) >> 2;
        if ((long & isPair) === 0) {
          left &= ~long;
          decode = decode || long !== 0;
        }
      }
      while (left !== 0) {
        const at = p + <usize>ctz(left);
        left &= left - 1;
        const kind = load<u8>(escapeKinds + <usize>load<u8>(at, 1));
        if (kind === 1) {
          if (owed !== 0) return 0;
          isSpoken = isSpoken || load<u8>(speakers + <usize>load<u8>(at, 2)) === 1;
          continue;
        }
        if (kind === 0) return 0;
        decode = true;
        if (load<u8>(at, 1) !== 117) {
          if (owed !== 0) return 0;
          continue;
        }
        const unit = fourDigits(at + 2);
        if (unit > 0xffff) return 0;
        if (unit >> 11 !== 0x1b) {
          if (owed !== 0) return 0;
        } else if (unit < 0xdc00) {
          if (owed !== 0) return 0;
          owed = at + 6;
        } else {
          if (owed !== at) return 0;
          owed = 0;
        }
      }
    }
    if (stop !== 0) {
      const end = p + <usize>ctz(stop);
      escapes = count;
      mustDecode = decode;
      mayBeMarked = isSpoken || decode || v128.any_true(marks);
      mayBeWide = i8x16.bitmask(wide) !== 0;
      lineMayBeWide = lineMayBeWide || mayBeWide;
      return load<u8>(end) === quote && owed === 0 ? end : 0;
    }
    // An escaped character is not looked at as if it stood alone.
    p += 64 + <usize>(starts >> 63);
  }
}

function is(v: v128, c: u8): v128 {
  return i8x16.eq(v, i8x16.splat(c));
}

/** In either case; `c` is the small one. */
function isLetter(v: v128, c: u8): v128 {
  return is(v128.or(v, i8x16.splat(32)), c);
}

function isHex(v: v128): v128 {
  const digit = i8x16.sub(v, i8x16.splat(48));
  const letter = i8x16.sub(v128.or(v, i8x16.splat(32)), i8x16.splat(97));
  return v128.or(i8x16.lt_u(digit, i8x16.splat(10)), i8x16.lt_u(letter, i8x16.splat(6)));
}

function mask(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u64>(<u32>i8x16.bitmask(a) | ((<u32>i8x16.bitmask(b)) << 16));
  const high = <u64>(<u32>i8x16.bitmask(c) | ((<u32>i8x16.bitmask(d)) << 16));
  return low | (high << 32);
}
