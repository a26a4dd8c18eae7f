import { backslash, sharedStart } from './bytes.ts';
import { characterStart, firstVisible } from './space.ts';

/** What may stand in a completion by mistake: a speaker's mark, the prompt. Texts are spelled, without their quotes. */

/** Whether a mark of `textProblems.ts`, or what is nearly one, is in the text. */
export function mayHoldMark(start: usize, end: usize): bool {
  const less = i8x16.splat(60);
  const bracket = i8x16.splat(91);
  const slash = i8x16.splat(backslash);
  for (let p = start; p < end; p += 16) {
    const v = v128.load(p);
    const isSlash = i8x16.eq(v, slash);
    const isLess = i8x16.eq(v, less);
    const isBracket = i8x16.eq(v, bracket);
    if (!v128.any_true(v128.or(v128.or(isSlash, isLess), isBracket))) continue;
    const next = v128.load(p, 1);
    const third = v128.load(p, 2);
    const afterLess = v128.or(v128.or(is(next, 124), is(next, 115)), is(next, 101));
    const afterBracket = v128.or(is(next, 73), is(next, 47));
    const speaker = v128.or(v128.or(is(third, 72), is(third, 65)), v128.or(is(third, 85), is(third, 35)));
    const afterSlash = v128.and(is(next, 110), speaker);
    let found = i8x16.bitmask(
      v128.or(
        v128.or(v128.and(isLess, afterLess), v128.and(isBracket, afterBracket)),
        v128.and(isSlash, afterSlash),
      ),
    );
    while (found !== 0) {
      const at = p + ctz(found);
      found &= found - 1;
      if (at < end && isMark(at)) return true;
    }
  }
  return false;
}

function is(v: v128, c: u8): v128 {
  return i8x16.eq(v, i8x16.splat(c));
}

function isMark(at: usize): bool {
  const c = load<u8>(at);
  const next = load<u8>(at, 1);
  // "<|", "[INST]", "[/INST]", "<start_of_turn", "<end_of_turn"
  if (c === 60) return next === 124 || load<u32>(at, 1) === 0x72617473 || load<u32>(at, 1) === 0x5f646e65;
  if (c === 91) return load<u32>(next === 47 ? at + 2 : at + 1) === 0x54534e49;
  // After a line feed, a speaker or a heading that is one.
  if (load<u32>(at, 2) === 0x20232323) return isHeading(load<u32>(at, 6));
  const word = load<u32>(at, 2);
  if (word === human) return load<u16>(at, 6) === 0x3a6e;
  if (word === assi) return load<u32>(at, 6) === 0x6e617473;
  return word === 0x72657355 && load<u8>(at, 6) === 58;
}

/** "Huma", "Assi" in the order of their bytes. */
const human: u32 = 0x616d7548;
const assi: u32 = 0x69737341;

/** "Inst", "Resp" and the speakers. */
function isHeading(word: u32): bool {
  return word === 0x74736e49 || word === 0x70736552 || word === human || word === assi;
}

/** Fewer bytes are no question that is looked for. */
const shortest: usize = 48;
const needle: usize = 32;

/** Whether the question, from its first word to its last one, is in the text. */
export function mayRepeat(start: usize, end: usize, question: usize, questionEnd: usize): bool {
  const from = firstVisible(question, questionEnd);
  if (questionEnd - from < shortest || end - start < shortest) return false;
  const first = i8x16.splat(load<u8>(from));
  const last = i8x16.splat(load<u8>(from, needle - 1));
  const stop = end - needle;
  for (let p = start; p <= stop; p += 16) {
    let found = i8x16.bitmask(
      v128.and(i8x16.eq(v128.load(p), first), i8x16.eq(v128.load(p, needle - 1), last)),
    );
    while (found !== 0) {
      const at = p + ctz(found);
      found &= found - 1;
      if (at > stop) continue;
      const shared = sharedStart(at, from, min(questionEnd - from, end - at));
      const rest = shared < needle ? from : characterStart(from + shared, from);
      if (firstVisible(rest, questionEnd) === questionEnd) return true;
    }
  }
  return false;
}

/** Whether U+2028 or U+2029 stands in the bytes. */
export function holdsSeparator(start: usize, end: usize): bool {
  const one = i8x16.splat(1);
  for (let p = start; p < end; p += 16) {
    const last = v128.or(v128.load(p, 2), one);
    const found = v128.and(v128.and(is(v128.load(p), 0xe2), is(v128.load(p, 1), 0x80)), is(last, 0xa9));
    if (v128.any_true(found) && p + ctz(i8x16.bitmask(found)) < end) return true;
  }
  return false;
}
