import { quote, sharedStart, skipSpace } from './bytes.ts';
import { keyHash, meaningOf } from './fields.ts';
import { contentKey, roleKey } from './keys.ts';
import { assistant, system, user } from './roles.ts';
import { skipString } from './strings.ts';
import { append, appendBytes, keepString, stringBytes, textLength, textUnits, written } from './texts.ts';
import { keyEnd, keyLength, keyStart } from './values.ts';

/** Lists of messages that have a role and a content and nothing else. */

const mostTurns = 64;
/** A turn: its content, then its role. */
const turnBytes: usize = stringBytes + 8;
const lists: usize = memory.data(3 * 64 * 24, 8);
const counts: usize = memory.data(3 * 4, 4);

export function turnCount(list: i32): i32 {
  return load<i32>(counts + <usize>list * 4);
}

export function turnAt(list: i32, index: i32): usize {
  return lists + (<usize>list * mostTurns + <usize>index) * turnBytes;
}

export function roleOf(turn: usize): i32 {
  return load<i32>(turn, stringBytes);
}

/** Place after the list of messages at `start`; 0 when it is anything else, also where that is right. */
export function readTurns(start: usize, list: i32): usize {
  let p = skipSpace(start + 1);
  let count = 0;
  while (true) {
    if (count === mostTurns || load<u8>(p) !== 123) return 0;
    p = readTurn(skipSpace(p + 1), turnAt(list, count));
    if (p === 0) return 0;
    count++;
    p = skipSpace(p);
    const c = load<u8>(p++);
    if (c === 93) break;
    if (c !== 44) return 0;
    p = skipSpace(p);
  }
  store<i32>(counts + <usize>list * 4, count);
  return p;
}

function readTurn(start: usize, turn: usize): usize {
  let p = start;
  let role = 0;
  let hasContent = false;
  while (true) {
    p = keyEnd(p);
    if (p === 0) return 0;
    const key = meaningOf(keyStart, keyLength, keyHash(keyStart, keyLength));
    p = skipSpace(p);
    if (load<u8>(p) !== quote) return 0;
    const end = skipString(p + 1);
    if (end === 0) return 0;
    if (key === roleKey && role === 0) {
      role = roleAt(p, end);
      if (role === 0) return 0;
    } else if (key === contentKey && !hasContent) {
      keepString(turn, p + 1, end);
      hasContent = true;
    } else return 0;
    p = skipSpace(end + 1);
    const c = load<u8>(p++);
    if (c === 125) break;
    if (c !== 44) return 0;
    p = skipSpace(p);
  }
  store<i32>(turn, role, stringBytes);
  return role !== 0 && hasContent ? p : 0;
}

/** Of the quoted name at `p`; 0 for those that are looked at. */
function roleAt(p: usize, end: usize): i32 {
  const length = end - p - 1;
  // "user", "assistant", "system"
  if (length === 4) return load<u32>(p, 1) === 0x72657375 ? user : 0;
  if (length === 6) return load<u32>(p, 1) === 0x74737973 && load<u16>(p, 5) === 0x6d65 ? system : 0;
  if (length !== 9) return 0;
  return load<u64>(p, 1) === 0x6e61747369737361 && load<u8>(p, 9) === 116 ? assistant : 0;
}

/** Whether the first `count` turns go as chat templates want it: a system turn at most, then question and answer in turns, a question last. */
export function isQuestion(list: i32, count: i32): bool {
  let i = count > 0 && roleOf(turnAt(list, 0)) === system ? 1 : 0;
  if (((count - i) & 1) !== 1) return false;
  for (let expected = user; i < count; i++) {
    if (roleOf(turnAt(list, i)) !== expected) return false;
    expected = expected === user ? assistant : user;
  }
  return true;
}

/** Whether two lists begin with the same turns, written the same way. */
export function shareTurns(a: i32, b: i32, count: i32): bool {
  for (let i = 0; i < count; i++) {
    const one = turnAt(a, i);
    const other = turnAt(b, i);
    if (roleOf(one) !== roleOf(other) || !isSameString(one, other)) return false;
  }
  return true;
}

export function isSameString(a: usize, b: usize): bool {
  const length = <usize>load<u32>(a, 4);
  if (<usize>load<u32>(b, 4) !== length) return false;
  return sharedStart(<usize>load<u32>(a), <usize>load<u32>(b), length) === length;
}

/** Of the turns that were written last: units of all contents, and where the last content is, without its quotes. */
export let turnUnits: i32 = 0;
export let answerStart: usize = 0;
export let answerEnd: usize = 0;
export let answerUnits: i32 = 0;

const beginnings: usize = memory.data(4 * 40);
const beginningLengths: usize = memory.data(4 * 4, 4);

/** How a turn of this role begins when JSON.stringify writes it, up to its content. */
export function setBeginning(role: i32, at: usize, length: usize): void {
  memory.copy(beginnings + <usize>role * 40, at, length);
  store<u32>(beginningLengths + <usize>role * 4, <u32>length);
}

/** Writes a list as JSON.stringify does; in its place and length. */
export function openTurns(): usize {
  const at = written();
  turnUnits = 0;
  return at;
}

export function writeTurn(role: i32, content: usize, isFirst: bool): void {
  const at = beginnings + <usize>role * 40;
  store<u8>(bracket, isFirst ? 91 : 44);
  appendBytes(bracket, 1);
  appendBytes(at, <usize>load<u32>(beginningLengths + <usize>role * 4));
  append(content);
  answerStart = written() - textLength + 1;
  turnUnits += textUnits;
  answerUnits = textUnits;
  answerEnd = written() - 1;
  store<u8>(bracket, 125);
  appendBytes(bracket, 1);
}

export function closeTurns(): void {
  store<u8>(bracket, 93);
  appendBytes(bracket, 1);
}

const bracket: usize = memory.data(1);
