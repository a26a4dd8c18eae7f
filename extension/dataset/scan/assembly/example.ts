import { mayBeAlike } from './alike.ts';
import { hashOf } from './hash.ts';
import { mayHoldMark, mayRepeat } from './marks.ts';
import { tierCount, tierOf } from './ranking.ts';
import { firstVisible } from './space.ts';

/** The texts of one example, spelled, and what it says to the others of its file. Text 0 is the prompt. */

/** Hash, place and end of the last turn's text (or the whole), its units, units of all turns, whether the last may be marked. */
const textBytes: usize = 32;
const texts: usize = memory.data(65 * 32, 8);

export function putText(
  index: i32,
  hash: f64,
  answer: usize,
  answerEnd: usize,
  answerUnits: i32,
  allUnits: i32,
  mayBeMarked: bool,
): void {
  const text = texts + <usize>index * textBytes;
  store<f64>(text, hash);
  store<u32>(text, <u32>answer, 8);
  store<u32>(text, <u32>answerEnd, 12);
  store<i32>(text, answerUnits, 16);
  store<i32>(text, allUnits, 20);
  store<u8>(text, mayBeMarked ? 1 : 0, 24);
}

/** Whether nothing in the texts of an example with `count` completions is worth a word. */
export function isUnsuspicious(count: i32): bool {
  const question = <usize>load<u32>(texts, 8);
  const questionEnd = <usize>load<u32>(texts, 12);
  if (firstVisible(question, questionEnd) === questionEnd) return false;
  for (let i = 1; i <= count; i++) {
    const text = texts + <usize>i * textBytes;
    const start = <usize>load<u32>(text, 8);
    const end = <usize>load<u32>(text, 12);
    if (firstVisible(start, end) === end) return false;
    if (load<u8>(text, 24) === 1 && mayHoldMark(start, end)) return false;
    if (mayRepeat(start, end, question, questionEnd)) return false;
    for (let j = 1; j < i; j++) {
      const before = texts + <usize>j * textBytes;
      if (
        mayBeAlike(
          <usize>load<u32>(before, 8),
          <usize>load<u32>(before, 12),
          load<i32>(before, 16),
          start,
          end,
          load<i32>(text, 16),
        )
      )
        return false;
    }
  }
  return true;
}

export let asked: f64 = 0;
export let ranked: f64 = 0;
/** Completions in the best tier. */
export let best: i32 = 0;
/** 1 = no, 2 = yes. */
export let isInFileOrder: i32 = 0;
/** Whether the longest is a best one; 0 where there is no one longest. */
export let isLongestBest: i32 = 0;

const numbers: usize = memory.data((2 * 64 + 1) * 8, 8);
const places: usize = memory.data(64 * 4, 4);

/** What `exampleFacts` tells of the same example; its tiers are those of `ranking.ts`. */
export function tellFacts(count: i32): void {
  best = 0;
  isInFileOrder = 2;
  let longest = 0;
  let most = -1;
  let isOnly = false;
  for (let i = 0; i < count; i++) {
    const tier = tierAt(i);
    if (tier === 0) best++;
    if (i > 0 && tier < tierAt(i - 1)) isInFileOrder = 1;
    const length = load<i32>(texts + <usize>(i + 1) * textBytes, 20);
    if (length > most) {
      most = length;
      longest = i;
      isOnly = true;
    } else if (length === most) isOnly = false;
    // In the order of their hashes.
    let at = i;
    for (; at > 0 && hashAt(load<i32>(places + <usize>(at - 1) * 4)) > hashAt(i); at--)
      store<i32>(places + <usize>at * 4, load<i32>(places + <usize>(at - 1) * 4));
    store<i32>(places + <usize>at * 4, i);
  }
  isLongestBest = isOnly && tierCount > 1 ? (tierAt(longest) === 0 ? 2 : 1) : 0;
  store<f64>(numbers, load<f64>(texts));
  for (let i = 0; i < count; i++)
    store<f64>(numbers + <usize>(i + 1) * 8, hashAt(load<i32>(places + <usize>i * 4)));
  asked = hashOf(numbers, <usize>(count + 1) * 8);
  for (let i = 0; i < count; i++) {
    const place = load<i32>(places + <usize>i * 4);
    store<f64>(numbers + <usize>i * 16, hashAt(place), 8);
    store<f64>(numbers + <usize>i * 16, <f64>tierAt(place), 16);
  }
  ranked = hashOf(numbers, <usize>(2 * count + 1) * 8);
}

function hashAt(completion: i32): f64 {
  return load<f64>(texts + <usize>(completion + 1) * textBytes);
}

function tierAt(completion: i32): i32 {
  return load<i32>(tierOf + <usize>completion * 4);
}
