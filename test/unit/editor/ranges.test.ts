import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, mergeLines, widen } from '../../../extension/editor/ranges.ts';

const lineSet = fc
  .uniqueArray(fc.nat({ max: 5_000 }), { maxLength: 400 })
  .map((lines) => lines.sort((a, b) => a - b));

test('merged ranges hold every line, are few, and hold nothing else where all have room', () => {
  fc.assert(
    fc.property(lineSet, fc.integer({ min: 1, max: 300 }), (lines, limit) => {
      const ranges = mergeLines(lines, 5_001, limit);
      expect(
        covers(
          ranges,
          lines.map((line) => ({ from: line, to: line })),
        ),
      ).toBe(true);
      expect(ranges.length).toBeLessThanOrEqual(limit + 1);
      const held = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
      if (lines.length <= limit) expect(held).toBe(lines.length);
    }),
  );
});

test('widened ranges stay in the document and join where they meet', () => {
  const ranges = [
    { from: 90, to: 95 },
    { from: 10, to: 20 },
    { from: 29, to: 30 },
  ];
  expect(widen(ranges, 5, 98)).toEqual([
    { from: 5, to: 35 },
    { from: 85, to: 97 },
  ]);
});

test('covered means each range within one of the others', () => {
  const outer = [
    { from: 0, to: 9 },
    { from: 20, to: 29 },
  ];
  expect(
    covers(outer, [
      { from: 3, to: 9 },
      { from: 20, to: 20 },
    ]),
  ).toBe(true);
  expect(covers(outer, [{ from: 8, to: 12 }])).toBe(false);
});
