import fc from 'fast-check';
import { type LineChange, splitLines } from '../../../extension/editor/lineList.ts';

/** A replacement by UTF-16 offsets. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Short texts of a few lines; LF only, so that an offset never falls between CR and LF. */
export const textArbitrary = fc
  .array(fc.constantFrom('a', 'b', '{}', '\n', '\n\n', ' '), { maxLength: 30 })
  .map((parts) => parts.join(''));

export function applyEdit(text: string, { from, to, text: insert }: Edit): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** The lines that an edit of `text` replaces, as VS Code tells them. */
export function lineChangeOf(text: string, { from, to, text: insert }: Edit): LineChange {
  const lineOf = (offset: number) => splitLines(text.slice(0, offset)).length - 1;
  return { startLine: lineOf(from), endLine: lineOf(to), text: insert };
}

/** Edits that follow one another, each within the text that the ones before it left. */
export function* editsOf(text: string, raw: readonly (readonly [number, number, string])[]): Generator<Edit> {
  let now = text;
  for (const [a, b, insert] of raw) {
    const [from, to] = [a % (now.length + 1), b % (now.length + 1)].sort((x, y) => x - y);
    const edit = { from, to, text: insert };
    yield edit;
    now = applyEdit(now, edit);
  }
}
