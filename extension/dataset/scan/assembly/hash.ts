/**
 * 53 bits of the `length` bytes at `at`, as `across/textHash.ts` has them: the two are tested against each other. Eight lanes of 32
 * bits, as xxHash32 has four, each with a second sum beside it, so that no two changes within a lane cancel each other.
 */
export function hashOf(at: usize, length: usize): f64 {
  let h1: u32 = 0xdeadbeef;
  let h2: u32 = 0x41c6ce57;
  let words: usize = 16;
  if (length <= 64) {
    v128.store(lanes, partOf(at, length, 0));
    v128.store(lanes, partOf(at, length, 16), 16);
    if (length <= 32) words = 8;
    else {
      v128.store(lanes, partOf(at, length, 32), 32);
      v128.store(lanes, partOf(at, length, 48), 48);
    }
  } else {
    const factor1 = i32x4.splat(<i32>2654435761);
    const factor2 = i32x4.splat(<i32>2246822519);
    const factor3 = i32x4.splat(<i32>3266489917);
    let a = i32x4(1, 2, 3, 4);
    let c = i32x4(5, 6, 7, 8);
    let b = i32x4(9, 10, 11, 12);
    let d = i32x4(13, 14, 15, 16);
    for (let done: usize = 0; done < length; done += 32) {
      const isWhole = done + 32 <= length;
      const one = isWhole ? v128.load(at + done) : partOf(at, length, done);
      const two = isWhole ? v128.load(at + done, 16) : partOf(at, length, done + 16);
      a = i32x4.mul(rotated13(i32x4.add(a, i32x4.mul(one, factor2))), factor1);
      c = i32x4.mul(rotated13(i32x4.add(c, i32x4.mul(two, factor2))), factor1);
      b = i32x4.mul(rotated11(v128.xor(b, a)), factor3);
      d = i32x4.mul(rotated11(v128.xor(d, c)), factor3);
    }
    v128.store(lanes, a);
    v128.store(lanes, c, 16);
    v128.store(lanes, b, 32);
    v128.store(lanes, d, 48);
  }
  for (let i: usize = 0; i < words * 4; i += 4) {
    const word = load<u32>(lanes + i);
    h1 = rotl<u32>(h1 ^ word, 15) * 2654435761;
    h2 = rotl<u32>(h2 ^ word, 13) * 1597334677;
  }
  h1 ^= <u32>length;
  h2 ^= <u32>length;
  const x1 = ((h1 ^ (h1 >> 16)) * 2246822507) ^ ((h2 ^ (h2 >> 13)) * 3266489909);
  const x2 = ((h2 ^ (h2 >> 16)) * 2246822507) ^ ((x1 ^ (x1 >> 13)) * 3266489909);
  return 4294967296 * <f64>(x2 & 2097151) + <f64>x1;
}

const lanes: usize = memory.data(64, 16);
/** 16 bytes that let all through, then 16 that let nothing. */
const masks: usize = memory.data(32, 16);
v128.store(masks, i8x16.splat(-1));

/** 16 bytes from `done` on, zeros behind the text's end. */
function partOf(at: usize, length: usize, done: usize): v128 {
  const left = length > done ? min<usize>(length - done, 16) : 0;
  return v128.and(v128.load(at + done), v128.load(masks + 16 - left));
}

function rotated13(v: v128): v128 {
  return v128.or(i32x4.shl(v, 13), i32x4.shr_u(v, 19));
}

function rotated11(v: v128): v128 {
  return v128.or(i32x4.shl(v, 11), i32x4.shr_u(v, 21));
}
