import { removeLine } from '../dataset/fixes.ts';
import type { Fix, LocatedProblem } from '../dataset/problem.ts';
import type { TextLines } from './lineChecks.ts';
import type { LineProblem } from './problemCap.ts';

export type Edit = Fix['edits'][number];

/** A fix of a problem on a 0-based line. */
export interface LineFix {
  readonly line: number;
  readonly fix: Fix;
}

/** A replacement by 0-based lines and UTF-16 units. */
export interface DocumentEdit {
  readonly from: Position;
  readonly to: Position;
  readonly text: string;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * What may be mended without a look at it, when a file is saved: how something is written, never what a text or an order says; and
 * nothing goes that somebody wrote.
 */
export const onSaveCodes: ReadonlySet<string> = new Set([
  'byte-order-mark',
  'json-syntax',
  'line-separator',
  'ranking-not-numbers',
  'role-unknown',
]);

/** The ways to mend a problem as the document is now, the most likely first. */
export function fixesNow({ line, problem }: LineProblem, lines: TextLines): readonly Fix[] {
  if (problem.code !== 'duplicate-record') return problem.fixes;
  return isCopy(lines, line, problem) ? [removeLine] : [];
}

/** Letter for letter: a record with another id, or another field, is more than a copy. Told anew, for the other line may have changed. */
function isCopy(lines: TextLines, line: number, { other = 0 }: LocatedProblem): boolean {
  // Only ever of an earlier line, so that of lines that are all the same one stays.
  return other > 0 && other <= line && lines.lineText(other - 1) === lines.lineText(line);
}

/** Problems that can be mended, each by its first fix. */
export function firstFixes(problems: readonly LineProblem[], lines: TextLines): LineFix[] {
  return problems.flatMap((one) => {
    const [fix] = fixesNow(one, lines);
    return fix ? [{ line: one.line, fix }] : [];
  });
}

/** All fixes that can be made at once: lines that go, and on the others what does not collide. */
export function documentEdits(fixes: readonly LineFix[], lines: TextLines): DocumentEdit[] {
  const byLine = new Map<number, Fix[]>();
  for (const { line, fix } of fixes) {
    const others = byLine.get(line);
    if (others) others.push(fix);
    else byLine.set(line, [fix]);
  }
  const removed: number[] = [];
  const edits: DocumentEdit[] = [];
  for (const [line, own] of byLine) {
    if (own.some(({ removesLine }) => removesLine)) removed.push(line);
    else
      for (const { start, end, text } of compatibleEdits(own))
        edits.push({ from: { line, character: start }, to: { line, character: end }, text });
  }
  return [...edits, ...removals(removed, lines)];
}

/** Lines in a row go together, for at the end of a file their ranges would overlap. */
function removals(removed: readonly number[], lines: TextLines): DocumentEdit[] {
  const runs: { first: number; last: number }[] = [];
  for (const line of [...removed].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === line - 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  return runs.map(({ first, last }) => {
    if (last + 1 < lines.lineCount)
      return { from: { line: first, character: 0 }, to: { line: last + 1, character: 0 }, text: '' };
    // The last line has no line end: the one before it goes.
    const before = Math.max(0, first - 1);
    const from = { line: before, character: first > 0 ? lines.lineText(before).length : 0 };
    return { from, to: { line: last, character: lines.lineText(last).length }, text: '' };
  });
}

/** Edits that can be made at once on one line: a fix that would touch what another one changes is left for the next time. */
export function compatibleEdits(fixes: readonly Fix[]): Edit[] {
  const taken: Edit[] = [];
  for (const { edits } of fixes)
    if (!edits.some((edit) => taken.some((other) => collide(edit, other)))) taken.push(...edits);
  return taken.sort((a, b) => a.start - b.start);
}

/** Overlapping, or two insertions at one place, whose order nobody knows. */
function collide(a: Edit, b: Edit): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}
