import { lineFeed, quote, skipSpace } from './bytes.ts';
import { addKey, keyHash, meaningOf } from './fields.ts';
import {
  chosenKey,
  emptyKey,
  idKey,
  nullKey,
  otherFormatKey,
  otherPromptKey,
  promptKey,
  rankingKey,
  rejectedKey,
  responsesKey,
  scoreKeys,
  scorePairs,
  scoresKey,
} from './keys.ts';
import { isExact, isPlain, readNumber, value } from './numbers.ts';
import { clearLists, mostResponses, readList } from './ranking.ts';
import { skipString, startStrings } from './strings.ts';
import { keepString, stringBytes } from './texts.ts';
import { readTurns } from './turns.ts';
import { keyEnd, keyLength, keyStart, maxValues, skipValue, startValues, values } from './values.ts';

/** One record: valid JSON, and where the pieces of a ranking are in it. */

export const absent = 0;
export const text = 1;
export const turns = 2;

/** What stands in the prompt and the two sides, by `prompt`, `chosen`, `rejected`. */
export const prompt = 0;
export const chosen = 1;
export const rejected = 2;
export const kinds: usize = memory.data(3 * 4, 4);
export const strings: usize = memory.data(3 * 16, 4);

export let responseCount: i32 = -1;
export const responses: usize = memory.data(64 * 16, 4);

export let hasId: bool = false;
export const id: usize = memory.data(16, 4);

/** A key that only other formats have; the same for the prompt alone. */
export let mayBeOther: bool = false;
export let hasOtherPrompt: bool = false;

/** Place of the line feed behind the record. */
export let recordEnd: usize = 0;

const scores: usize = memory.data(8 * 8, 8);
let areScoresExact: bool = false;
let hasScores: bool = false;

/** Whether the line at `start`, that ends with a line feed, is a valid record whose pieces are as expected. */
export function readRecord(start: usize): bool {
  clearLists();
  startStrings();
  startValues();
  store<i32>(kinds, absent);
  store<i32>(kinds, absent, 4);
  store<i32>(kinds, absent, 8);
  responseCount = -1;
  hasId = false;
  mayBeOther = false;
  hasOtherPrompt = false;
  areScoresExact = true;
  hasScores = false;
  let p = start + 1;
  let keys = 0;
  while (true) {
    p = keyEnd(skipSpace(p));
    if (p === 0) return false;
    const hash = keyHash(keyStart, keyLength);
    if (!addKey(hash, 0, keys)) return false;
    keys++;
    const key = meaningOf(keyStart, keyLength, hash);
    p = key === 0 ? skipValue(p, keys, 1) : readField(key, skipSpace(p), keys);
    if (p === 0) return false;
    p = skipSpace(p);
    const c = load<u8>(p++);
    if (c === 125) break;
    if (c !== 44) return false;
  }
  recordEnd = skipSpace(p);
  return load<u8>(recordEnd) === lineFeed && values < maxValues;
}

/** Place after the value at `p`; 0 when the line is to be looked at. */
function readField(key: i32, p: usize, keys: i32): usize {
  const c = load<u8>(p);
  const isNull = c === 110;
  // Columnar exports write null for what a row does not have; but `responses` makes a record native, whatever it is.
  if (isNull && key !== responsesKey) return skipValue(p, keys, 1);
  if (key === promptKey) return readText(prompt, p);
  if (key === chosenKey) return readText(chosen, p);
  if (key === rejectedKey) return readText(rejected, p);
  if (key === responsesKey) return c === 91 ? readResponses(p) : 0;
  if (key >= rankingKey && key <= scoresKey) return c === 91 ? readList(p, key - rankingKey) : 0;
  if (key === emptyKey) return c === 91 && load<u8>(p, 1) === 93 ? p + 2 : 0;
  if (key === nullKey) return 0;
  if (key >= scoreKeys) return readScore(key - scoreKeys, p, keys);
  if (key === otherFormatKey) mayBeOther = true;
  else if (key === otherPromptKey) hasOtherPrompt = true;
  else if (key === idKey) return readId(p, keys);
  return skipValue(p, keys, 1);
}

function readText(which: i32, p: usize): usize {
  if (load<u8>(p) === quote) {
    store<i32>(kinds + <usize>which * 4, text);
    return readString(p, strings + <usize>which * stringBytes);
  }
  store<i32>(kinds + <usize>which * 4, turns);
  return load<u8>(p) === 91 ? readTurns(p, which) : 0;
}

function readString(p: usize, slot: usize): usize {
  const end = skipString(p + 1);
  if (end === 0) return 0;
  keepString(slot, p + 1, end);
  return end + 1;
}

function readResponses(start: usize): usize {
  let p = skipSpace(start + 1);
  responseCount = 0;
  while (true) {
    if (responseCount === mostResponses || load<u8>(p) !== quote) return 0;
    p = readString(p, responses + <usize>responseCount * stringBytes);
    if (p === 0) return 0;
    responseCount++;
    p = skipSpace(p);
    const c = load<u8>(p++);
    if (c === 93) return p;
    if (c !== 44) return 0;
    p = skipSpace(p);
  }
}

/** A text, or a number that reads the same as one; what is neither is no id. */
function readId(p: usize, keys: i32): usize {
  const c = load<u8>(p);
  if (c === quote) {
    hasId = true;
    return readString(p, id);
  }
  if (c !== 45 && (c < 48 || c > 57)) return skipValue(p, keys, 1);
  const end = readNumber(p);
  if (end === 0 || !isPlain) return 0;
  hasId = true;
  store<u32>(id, <u32>p);
  store<u32>(id, <u32>(end - p), 4);
  store<i32>(id, 0, 8);
  store<i32>(id, 0, 12);
  return end;
}

function readScore(which: i32, p: usize, keys: i32): usize {
  const c = load<u8>(p);
  if (c !== 45 && (c < 48 || c > 57)) return skipValue(p, keys, 1);
  const end = readNumber(p);
  if (!hasScores) {
    hasScores = true;
    for (let i: usize = 0; i < 8; i++) store<f64>(scores + i * 8, Infinity);
  }
  store<f64>(scores + <usize>which * 8, value);
  if (!isExact) areScoresExact = false;
  return end;
}

/** Whether no score beside the two sides may say that the rejected one is better. */
export function areScoresRight(): bool {
  if (!hasScores) return true;
  for (let i: usize = 0; i < <usize>scorePairs; i++) {
    const ofChosen = load<f64>(scores + i * 16);
    const ofRejected = load<f64>(scores + i * 16, 8);
    if (ofChosen === Infinity || ofRejected === Infinity) continue;
    if (areScoresExact ? !(ofChosen >= ofRejected) : !(ofChosen - ofRejected > 1e-14 * abs(ofChosen)))
      return false;
  }
  return true;
}
