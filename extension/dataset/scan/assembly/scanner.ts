import { lineEnd, skipSpace } from './bytes.ts';
import { asked, best, isInFileOrder, isLongestBest, isUnsuspicious, ranked, tellFacts } from './example.ts';
import { learn } from './fields.ts';
import { count, formatOfRecord, native, setReading, spellExample } from './formats.ts';
import { hashOf } from './hash.ts';
import { holdsSeparator } from './marks.ts';
import { hasId, id, readRecord, recordEnd } from './record.ts';
import { lineMayBeWide } from './strings.ts';
import { setScratch, spell, startTexts, textAt, textLength } from './texts.ts';
import { setBeginning } from './turns.ts';

/**
 * Finds the lines of a JSONL file that certainly hold one right example with nothing to say about it, and tells what those say to the
 * others of the file. All other lines are to be looked at.
 */
export { hashOf, learn, setBeginning, setReading, setScratch };

/** Free memory begins here. */
export function freeMemory(): usize {
  return (__heap_base + 63) & ~63;
}

/** Verdicts of a line. */
const clean = 0;
const look = 1;
const blank = 2;

/** A line of the result: start and bytes without the line feed, verdict and facts in bits, then three hashes. */
export const resultBytes: usize = 40;

let next: usize = 0;
/** Where the first line begins that was not scanned. */
export function scannedTo(): usize {
  return next;
}

/**
 * Scans the lines from `start` on that end before `end`, of which the last one ends with a line feed; `most` at most. Results are
 * written to `out`. Without `facts` only the record itself is looked at, not its texts. Returns how many lines there were.
 */
export function scan(start: usize, end: usize, out: usize, most: i32, facts: bool): i32 {
  let p = start;
  let lines = 0;
  let result = out;
  while (p < end && lines < most) {
    const first = skipSpace(p);
    const byte = load<u8>(first);
    let stop = first;
    let bits: u32 = byte === 10 ? blank : look;
    if (byte === 123 && readRecord(first)) {
      const format = formatOfRecord();
      stop = recordEnd;
      if (format !== 0) bits = facts ? factsOf(format, p, stop, result) : clean | (format << 2);
    } else if (byte !== 10) stop = lineEnd(first);
    store<u32>(result, <u32>p);
    store<u32>(result, <u32>(stop - p), 4);
    store<u32>(result, bits, 8);
    p = stop + 1;
    result += resultBytes;
    lines++;
  }
  next = p;
  return lines;
}

function factsOf(format: i32, start: usize, stop: usize, result: usize): u32 {
  if (lineMayBeWide && holdsSeparator(start, stop)) return look;
  startTexts();
  spellExample(format);
  if (!isUnsuspicious(count)) return look;
  tellFacts(count);
  store<f64>(result, asked, 16);
  store<f64>(result, ranked, 24);
  store<f64>(result, hasId ? hashOfId() : NaN, 32);
  const inOrder = format === native ? isInFileOrder : 0;
  return (
    clean |
    ((<u32>format) << 2) |
    ((<u32>inOrder) << 4) |
    ((<u32>isLongestBest) << 6) |
    ((<u32>count) << 8) |
    ((<u32>best) << 16)
  );
}

/** Without its quotes, which a number has none of. */
function hashOfId(): f64 {
  spell(id);
  return hashOf(textAt + 1, textLength - 2);
}
