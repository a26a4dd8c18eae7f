import { putText } from './example.ts';
import { hashOf } from './hash.ts';
import { highestBest, isGiven, lowestBest, order, setTiersOfPair, tiersFrom } from './ranking.ts';
import {
  areScoresRight,
  chosen,
  hasOtherPrompt,
  kinds,
  mayBeOther,
  prompt,
  rejected,
  responseCount,
  responses,
  strings,
  text,
  turns,
} from './record.ts';
import { assistant, user } from './roles.ts';
import { isMarked, spell, stringBytes, textAt, textLength, textUnits, written } from './texts.ts';
import {
  answerEnd,
  answerStart,
  answerUnits,
  closeTurns,
  isQuestion,
  isSameString,
  openTurns,
  roleOf,
  shareTurns,
  turnAt,
  turnCount,
  turnUnits,
  writeTurn,
} from './turns.ts';

/** The formats that are read here; a record of any other, or with anything unusual, is looked at. */
export const native = 1;
export const pair = 2;
export const implicitPair = 3;

let rankingMeaning: i32 = order;
/** A bit for each format that the file may be read as. */
let accepted: i32 = 0;

export function setReading(meaning: i32, formats: i32): void {
  rankingMeaning = meaning;
  accepted = formats;
}

/** Completions of the example. */
export let count: i32 = 0;
/** Turns of the prompt that stand at the start of both sides. */
let shared: i32 = 0;

/** The format of the record that was read last, when its pieces make an example; 0 when it is to be looked at. */
export function formatOfRecord(): i32 {
  const format = detected();
  if (format === 0 || ((accepted >> format) & 1) === 0) return 0;
  if (format === native) {
    count = responseCount;
    const list = isGiven(0) ? 0 : isGiven(1) ? 1 : 2;
    const meaning = list === 0 ? rankingMeaning : list === 1 ? lowestBest : highestBest;
    return count >= 2 && isGiven(list) && tiersFrom(list, meaning, count) ? native : 0;
  }
  count = 2;
  setTiersOfPair();
  return areScoresRight() && areSidesRight(format) ? format : 0;
}

function kindOf(which: i32): i32 {
  return load<i32>(kinds + <usize>which * 4);
}

function detected(): i32 {
  const ofPrompt = kindOf(prompt);
  if (responseCount >= 0) return ofPrompt === text ? native : 0;
  if (mayBeOther || isGiven(0) || isGiven(1)) return 0;
  const ofChosen = kindOf(chosen);
  if (ofChosen === 0 || kindOf(rejected) !== ofChosen) return 0;
  if (ofPrompt !== 0) return pair;
  return ofChosen === turns && !hasOtherPrompt ? implicitPair : 0;
}

/** Whether the two sides are texts, or lists of messages that end in one answer each and have the same turns before it. */
function areSidesRight(format: i32): bool {
  if (kindOf(chosen) === text) return kindOf(prompt) === text;
  const most = turnCount(chosen) - 1;
  if (turnCount(rejected) - 1 !== most) return false;
  if (roleOf(turnAt(chosen, most)) !== assistant || roleOf(turnAt(rejected, most)) !== assistant)
    return false;
  shared = most;
  if (kindOf(prompt) === turns) {
    if (!isQuestion(prompt, turnCount(prompt))) return false;
    if (most === 0) return true;
    return (
      turnCount(prompt) === most && shareTurns(prompt, chosen, most) && shareTurns(prompt, rejected, most)
    );
  }
  if (most === 0) return format === pair;
  if (!isQuestion(chosen, most) || !shareTurns(chosen, rejected, most)) return false;
  if (format === implicitPair) return true;
  for (let i = 0; i < most; i++) if (isSameString(turnAt(chosen, i), strings)) return true;
  return false;
}

/** Spells the texts of the example. */
export function spellExample(format: i32): void {
  if (format === native) {
    putString(0, strings);
    for (let i = 0; i < count; i++) putString(i + 1, responses + <usize>i * stringBytes);
  } else if (kindOf(chosen) === text) {
    for (let i = 0; i < 3; i++) putString(i, strings + <usize>i * stringBytes);
  } else {
    const at = openTurns();
    if (kindOf(prompt) === turns)
      for (let i = 0; i < turnCount(prompt); i++) writeOne(turnAt(prompt, i), i === 0);
    else if (shared === 0) writeTurn(user, strings, true);
    else for (let i = 0; i < shared; i++) writeOne(turnAt(chosen, i), i === 0);
    putTurns(0, at);
    for (let side = chosen; side <= rejected; side++) {
      const answer = openTurns();
      writeOne(turnAt(side, turnCount(side) - 1), true);
      putTurns(side, answer);
    }
  }
}

function putString(index: i32, slot: usize): void {
  spell(slot);
  putText(
    index,
    hashOf(textAt, textLength),
    textAt + 1,
    textAt + textLength - 1,
    textUnits,
    textUnits,
    isMarked(slot),
  );
}

function writeOne(turn: usize, isFirst: bool): void {
  writeTurn(roleOf(turn), turn, isFirst);
}

function putTurns(index: i32, at: usize): void {
  closeTurns();
  putText(index, hashOf(at, written() - at), answerStart, answerEnd, answerUnits, turnUnits, true);
}
