import { sharedStart } from './bytes.ts';

/** Keys: what the scanner knows of them, and that none stands twice in one object. */

const mostNames = 256;
const slots: usize = memory.data(mostNames * 16, 8);
const names: usize = memory.data(4096);
let nameEnd: usize = names;
let known = 0;

/** Takes down what is done with the field of this key. Once, before the first scan. False when there is no more room. */
export function learn(at: usize, length: usize, meaning: i32): bool {
  if (known >= mostNames / 2 || nameEnd + length + 16 > names + 4096) return false;
  known++;
  memory.copy(nameEnd, at, length);
  let slot = <usize>(keyHash(at, length) >> 56) % mostNames;
  while (load<u32>(slots + slot * 16, 4) !== 0) slot = (slot + 1) % mostNames;
  store<u32>(slots + slot * 16, <u32>nameEnd);
  store<u32>(slots + slot * 16, <u32>length, 4);
  store<i32>(slots + slot * 16, meaning, 8);
  nameEnd += length;
  return true;
}

/** What is done with the field of this key. */
export function meaningOf(at: usize, length: usize, hash: u64): i32 {
  let slot = <usize>(hash >> 56) % mostNames;
  while (true) {
    const entry = slots + slot * 16;
    const size = <usize>load<u32>(entry, 4);
    if (size === 0) return 0;
    if (size === length && sharedStart(<usize>load<u32>(entry), at, length) === length)
      return load<i32>(entry, 8);
    slot = (slot + 1) % mostNames;
  }
}

export function keyHash(at: usize, length: usize): u64 {
  const factor1: u64 = 0x9e3779b97f4a7c15;
  const factor2: u64 = 0xd6e8feb86659fd93;
  let h: u64 = (<u64>length + 1) * factor2;
  let p = at;
  let left = length;
  while (left > 8) {
    h = rotl<u64>((h ^ load<u64>(p)) * factor1, 29);
    p += 8;
    left -= 8;
  }
  const shift = <u64>(64 - 8 * left);
  const last = left === 0 ? 0 : (load<u64>(p) << shift) >> shift;
  h = (h ^ last) * factor1;
  return (h ^ (h >> 32)) * factor2;
}

/** Keys of all objects that are open, one after the other; each object knows where its own begin. */
const mostKeys = 512;
const open: usize = memory.data(mostKeys * 8, 8);
/** A hostile object's keys would be held against each other for long. */
const mostInObject = 64;

/** Adds a key to those from number `from` on. False when it may be among them, or there are too many. */
export function addKey(hash: u64, from: i32, count: i32): bool {
  if (count - from >= mostInObject || count >= mostKeys) return false;
  for (let i = from; i < count; i++) if (load<u64>(open + 8 * i) === hash) return false;
  store<u64>(open + 8 * count, hash);
  return true;
}
