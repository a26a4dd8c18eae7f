import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, type LineChange, splitLines } from '../../../extension/editor/lineList.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { applyEdit, type Edit, editsOf, lineChangeOf, textArbitrary } from './edits.ts';

/** Entries that carry the text they were made for, so that a wrong move shows. */
function entriesOf(text: string) {
  return splitLines(text).map((line) => ({ line }));
}

/** After edits: entries that were kept must still stand on their own text, and there is one per line. */
function expectInPlace(entries: readonly { line: string | undefined }[], text: string) {
  const lines = splitLines(text);
  expect(entries).toHaveLength(lines.length);
  entries.forEach((entry, i) => {
    if (entry.line !== undefined) expect(entry.line).toBe(lines[i]);
  });
}

test('untouched lines keep their entry, whatever edits come one after the other', () => {
  fc.assert(
    fc.property(
      textArbitrary,
      fc.array(fc.tuple(fc.nat(), fc.nat(), textArbitrary), { maxLength: 8 }),
      (text, raw) => {
        let now = text;
        const changes: LineChange[] = [];
        for (const edit of editsOf(text, raw)) {
          changes.push(lineChangeOf(now, edit));
          now = applyEdit(now, edit);
        }
        const entries: readonly { line: string | undefined }[] = entriesOf(text);
        expectInPlace(
          applyChanges(entries, changes, () => ({ line: undefined })),
          now,
        );
        const singly = changes.reduce(
          (list, change) => applyChanges(list, [change], () => ({ line: undefined })),
          entries,
        );
        expect(applyChanges(entries, changes, () => ({ line: undefined }))).toEqual(singly);
      },
    ),
    { numRuns: 500 },
  );
});

test('edits from the last to the first, as multiple cursors make them', () => {
  fc.assert(
    fc.property(
      textArbitrary,
      fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
      textArbitrary,
      (text, cuts, insert) => {
        const points = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => b - a);
        const edits: Edit[] = [];
        for (let i = 0; i + 1 < points.length; i += 2)
          edits.push({ from: points[i + 1], to: points[i], text: insert });
        const changes = edits.map((edit) => lineChangeOf(text, edit));
        const now = edits.reduce(applyEdit, text);
        const entries: readonly { line: string | undefined }[] = entriesOf(text);
        expectInPlace(
          applyChanges(entries, changes, () => ({ line: undefined })),
          now,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('only the touched line is fresh', () => {
  const entries: readonly { line: string | undefined }[] = entriesOf('a\nb\nc\nd');
  const after = applyChanges(entries, [{ startLine: 1, endLine: 1, text: 'x\ny' }], () => ({
    line: undefined,
  }));
  expect(after.map((entry) => entry.line)).toEqual(['a', undefined, undefined, 'c', 'd']);
  expect(after[3]).toBe(entries[2]);
});

test('100,000 replacements in 200,000 lines, two on some lines, are one pass', () => {
  const entries = Array.from({ length: 200_000 }, (_, line) => ({ line }));
  const changes: LineChange[] = [];
  for (let line = 199_998; line >= 0; line -= 4) {
    changes.push({ startLine: line, endLine: line, text: 'x\ny' });
    changes.push({ startLine: line, endLine: line, text: 'z' });
  }
  const spent = cpuTime();
  const after = applyChanges(entries, changes, () => ({ line: -1 }));
  expect(spent()).toBeLessThan(3_000);
  expect(after).toHaveLength(250_000);
  expect(after.filter(({ line }) => line === -1)).toHaveLength(100_000);
});

test('U+2028 ends no line, a lone CR does', () => {
  expect(splitLines('a\u2028b\rc\r\nd\n')).toEqual(['a\u2028b', 'c', 'd', '']);
});
