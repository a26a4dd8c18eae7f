import { type CheckedLine, checkLine, describe } from './checkLine.ts';
import type { RawLine } from './lines.ts';

/** As `checkLine`, with what was wrong with the line's bytes. */
export function checkRawLine({ line, text, problem }: RawLine): CheckedLine {
  if (!problem) return checkLine(text, { first: line === 1 });
  // What else is wrong with it can be told only once its bytes are right.
  return { problems: [describe(text, problem)] };
}
