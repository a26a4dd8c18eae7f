import { skipSpace } from './bytes.ts';
import { isExact, isPlain, readNumber, value } from './numbers.ts';

/** Lists of numbers in a record, and the tiers that come of them. */

/** More responses than this are looked at one by one. */
export const mostResponses = 64;

/** What a list in `ranking` means, as `rankingMeanings` has it. */
export const order = 0;
export const orderFromOne = 1;
export const lowestBest = 2;
export const highestBest = 3;

/** A list: how many numbers, then for each its value, whether that is exact, whether it is a plain integer, and its tie. */
const listBytes: usize = 8 + mostResponses * 16;
const lists: usize = memory.data(3 * (8 + 64 * 16), 8);

export function clearLists(): void {
  for (let i: usize = 0; i < 3; i++) store<i32>(lists + i * listBytes, -1);
}

export function isGiven(list: i32): bool {
  return load<i32>(lists + <usize>list * listBytes) >= 0;
}

/** Place after the list of numbers at `start`, where numbers may stand in lists of their own; 0 when it is none. */
export function readList(start: usize, list: i32): usize {
  const at = lists + <usize>list * listBytes;
  let count = 0;
  let tie = 0;
  let inside = false;
  let isNested = false;
  let p = skipSpace(start + 1);
  while (true) {
    if (load<u8>(p) === 91 && !inside) {
      inside = true;
      isNested = true;
      p = skipSpace(p + 1);
    }
    p = readNumber(p);
    if (p === 0 || count === mostResponses) return 0;
    const entry = at + 8 + <usize>count * 16;
    store<f64>(entry, value);
    store<u8>(entry, isExact ? 1 : 0, 8);
    store<u8>(entry, isPlain ? 1 : 0, 9);
    store<i32>(entry, tie, 12);
    count++;
    p = skipSpace(p);
    if (inside && load<u8>(p) === 93) {
      inside = false;
      p = skipSpace(p + 1);
    }
    if (!inside) tie++;
    const c = load<u8>(p++);
    if (c === 93 && !inside) break;
    if (c !== 44) return 0;
    p = skipSpace(p);
  }
  store<i32>(at, count);
  // Of a list in a list only an order can be made.
  store<i32>(at, isNested ? 0 : 1, 4);
  return p;
}

/** [K] tier of each response, 0 = best. */
export const tierOf: usize = memory.data(64 * 4, 4);
export let tierCount: i32 = 0;

export function setTiersOfPair(): void {
  store<i32>(tierOf, 0);
  store<i32>(tierOf, 1, 4);
  tierCount = 2;
}

/** Tiers of `count` responses from a list; false when it is not certainly a right one. */
export function tiersFrom(list: i32, meaning: i32, count: i32): bool {
  const at = lists + <usize>list * listBytes;
  const length = load<i32>(at);
  if (meaning <= orderFromOne) return tiersFromOrder(at + 8, length, count, meaning);
  return (
    length === count && load<i32>(at, 4) === 1 && tiersFromValues(at + 8, count, meaning === highestBest)
  );
}

function tiersFromOrder(entries: usize, length: i32, count: i32, base: i32): bool {
  let named: u64 = 0;
  let last = -1;
  tierCount = 0;
  for (let i = 0; i < length; i++) {
    const entry = entries + <usize>i * 16;
    const index = <i32>load<f64>(entry) - base;
    if (load<u8>(entry, 9) === 0 || index < 0 || index >= count || ((named >> <u64>index) & 1) === 1)
      return false;
    named |= (<u64>1) << (<u64>index);
    const tie = load<i32>(entry, 12);
    if (tie !== last) tierCount++;
    last = tie;
    store<i32>(tierOf + <usize>index * 4, tierCount - 1);
  }
  // Those that nobody named are the last ones, in no order.
  if (length < count) {
    for (let i = 0; i < count; i++)
      if (((named >> <u64>i) & 1) === 0) store<i32>(tierOf + <usize>i * 4, tierCount);
    tierCount++;
  }
  return tierCount > 1;
}

function tiersFromValues(entries: usize, count: i32, highest: bool): bool {
  tierCount = 0;
  for (let i = 0; i < count; i++) {
    const own = load<f64>(entries + <usize>i * 16);
    const isOwnExact = load<u8>(entries + <usize>i * 16, 8) === 1;
    if (own !== own) return false;
    let tier = 0;
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      const other = load<f64>(entries + <usize>j * 16);
      const isSure = isOwnExact && load<u8>(entries + <usize>j * 16, 8) === 1;
      const apart = abs(own - other);
      if (!isSure && !(apart > 1e-14 * max(abs(own), abs(other)))) return false;
      const isBefore = highest ? other > own : other < own;
      if (isBefore && isFirst(entries, j)) tier++;
    }
    store<i32>(tierOf + <usize>i * 4, tier);
    tierCount = max(tierCount, tier + 1);
  }
  return tierCount > 1;
}

function isFirst(entries: usize, index: i32): bool {
  const own = load<f64>(entries + <usize>index * 16);
  for (let i = 0; i < index; i++) if (load<f64>(entries + <usize>i * 16) === own) return false;
  return true;
}
