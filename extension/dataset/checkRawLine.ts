import { type CheckedLine, checkLine, describe } from './checkLine.ts';
import type { RawLine } from './lines.ts';
import type { Reading } from './reading.ts';

/** As `checkLine`, with what was wrong with the line's bytes. */
export function checkRawLine({ line, text, problem }: RawLine, reading?: Reading): CheckedLine {
  if (!problem) return checkLine(text, { first: line === 1, reading });
  // What else is wrong with it can be told only once its bytes are right.
  return { examples: [], problems: [describe(text, problem)] };
}
