import { expect } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import type { Example } from '../../../extension/dataset/example.ts';

/** Checks a line whose problems, and no others, are marked: `"ranking": [0, «0»]`. Codes by place. */
export function expectProblems(marked: string, ...codes: string[]): void {
  const spans: [number, number][] = [];
  const open: number[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '«') open.push(spans.push([text.length, -1]) - 1);
    else if (character === '»') spans[open.pop()!][1] = text.length;
    else text += character;
  }
  const found = checkLine(text).problems.map(({ code, start, end }) => ({
    code,
    text: text.slice(start, end),
    start,
  }));
  const expected = codes.map((code, i) => ({ code, text: text.slice(...spans[i]), start: spans[i][0] }));
  expect(found).toEqual(expected);
}

/** The example of a line that must have one. */
export function exampleOf(line: string): Example {
  const { examples, problems } = checkLine(line);
  const [example] = examples;
  if (!example) throw new Error(`${line}: ${problems.map(({ code }) => code).join(', ')}`);
  return example;
}

/** The line after the first fix of its first problem with this code. */
export function fixed(line: string, code: string, which = 0): string {
  const problem = checkLine(line).problems.find((p) => p.code === code);
  return applyEdits(line, problem!.fixes[which].edits);
}

export function applyEdits(
  line: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let result = line;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + text + result.slice(end);
  return result;
}
