import { checkGroup } from './checkGroup.ts';
import { type CheckedLine, checkLine, describe } from './checkLine.ts';
import type { RawLine } from './lines.ts';
import { problem } from './problems.ts';
import type { Reading } from './reading.ts';

/** As `checkLine`, of a record as `readRecords` gives it, with what was wrong with its bytes. */
export function checkRawLine(
  { line, lines = 1, text, problem: ofBytes }: RawLine,
  reading?: Reading,
): CheckedLine {
  if (lines > 1) return checkGroup(text, { first: line === 1, reading });
  if (!ofBytes) return whole(checkLine(text, { first: line === 1, reading }), text);
  // What else is wrong with it can be told only once its bytes are right.
  return { examples: [], problems: [describe(text, ofBytes)] };
}

/** A line that is right and yet no ranking: one answer of many, without another to its prompt beside it. */
function whole(checked: CheckedLine, text: string): CheckedLine {
  if (checked.examples.length > 0 || checked.problems.length > 0) return checked;
  return { examples: [], problems: [describe(text, problem('answer-alone', { path: [] }))] };
}
