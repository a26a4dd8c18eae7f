/** What several parts of the scanner know about bytes: characters, tables by byte, and runs of them. */

export const quote: u8 = 34;
export const backslash: u8 = 92;
export const lineFeed: u8 = 10;

/** Of the character after a backslash: 0 = there is no such escape, 1 = it is as short as can be, 2 = a longer way to write a character. */
export const escapeKinds: usize = memory.data(256);
/** 0..15; 255 = no hexadecimal digit. */
export const hexValues: usize = memory.data(256);

for (let c = 0; c < 256; c++) {
  const digit = c >= 48 && c <= 57 ? c - 48 : -1;
  const lower = c | 32;
  const letter = lower >= 97 && lower <= 102 ? lower - 87 : -1;
  store<u8>(hexValues + c, <u8>(digit >= 0 ? digit : letter >= 0 ? letter : 255));
}
for (let i = 0; i < 7; i++) {
  // " \ b f n r t
  const c: u8 =
    i === 0 ? 34 : i === 1 ? 92 : i === 2 ? 98 : i === 3 ? 102 : i === 4 ? 110 : i === 5 ? 114 : 116;
  store<u8>(escapeKinds + <usize>c, 1);
}
// A solidus, and u.
store<u8>(escapeKinds + 47, 2);
store<u8>(escapeKinds + 117, 2);

export function skipSpace(start: usize): usize {
  let p = start;
  while (true) {
    const c = load<u8>(p);
    if (c !== 32 && c !== 9 && c !== 13) return p;
    p++;
  }
}

/** Value of the four hexadecimal digits at `p`; above 0xffff when one is none. */
export function fourDigits(p: usize): u32 {
  const a = <u32>load<u8>(hexValues + <usize>load<u8>(p));
  const b = <u32>load<u8>(hexValues + <usize>load<u8>(p, 1));
  const c = <u32>load<u8>(hexValues + <usize>load<u8>(p, 2));
  const d = <u32>load<u8>(hexValues + <usize>load<u8>(p, 3));
  if ((a | b | c | d) > 15) return 0x10000;
  return (a << 12) | (b << 8) | (c << 4) | d;
}

/** Place of the first line feed from `start` on. There is one. */
export function lineEnd(start: usize): usize {
  let p = start;
  const feed = i8x16.splat(lineFeed);
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), feed));
    if (found !== 0) return p + ctz(found);
    p += 16;
  }
}

/** Bytes that two texts have in common at their start, at most `most`. */
export function sharedStart(a: usize, b: usize, most: usize): usize {
  let i: usize = 0;
  while (i < most) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(a + i), v128.load(b + i)));
    if (same !== 0xffff) return min(most, i + ctz(~same));
    i += 16;
  }
  return most;
}

/** Bytes that two texts have in common at their end, at most `most`. `a` and `b` are their ends. */
export function sharedEnd(a: usize, b: usize, most: usize): usize {
  let i: usize = 0;
  while (i < most) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(a - i - 16), v128.load(b - i - 16)));
    if (same !== 0xffff) return min(most, i + clz((~same << 16) | 0x8000));
    i += 16;
  }
  return most;
}
