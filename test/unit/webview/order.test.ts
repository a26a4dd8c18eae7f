import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SortValue, sortedRows, toggledSort } from '../../../webview/order.ts';

const order = (values: SortValue[], descending = false, keep: (row: number) => boolean = () => true) =>
  Array.from(
    sortedRows(
      Uint32Array.from(values.keys(), (i) => i + 1),
      Uint8Array.from(values.keys(), (row) => Number(keep(row))),
      (row) => values[row],
      descending,
    ),
  );

// Doubles that are alike in their upper half, and equal ones, too.
const someNumber = fc.oneof(
  fc.double(),
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: 0, max: 9 }).map((i) => 1 + i * Number.EPSILON),
  fc.constant(-0),
);

describe('sorting the table', () => {
  test('numbers, either way; nothing comes last both ways', () => {
    expect(order([3, Number.NaN, 1, undefined, 2])).toEqual([2, 4, 0, 1, 3]);
    expect(order([3, Number.NaN, 1, undefined, 2], true)).toEqual([0, 4, 2, 1, 3]);
  });

  test('equal values stay in the order of their lines, either way', () => {
    expect(order([1, 0, 1, 0])).toEqual([1, 3, 0, 2]);
    expect(order([1, 0, 1, 0], true)).toEqual([0, 2, 1, 3]);
    // Rows arrive in the order they were finished.
    const shown = Uint8Array.of(1, 1, 1);
    expect(Array.from(sortedRows(Uint32Array.of(9, 4, 7), shown, () => 1, false))).toEqual([1, 2, 0]);
    expect(Array.from(sortedRows(Uint32Array.of(9, 4, 7), shown, () => 'a1', true))).toEqual([1, 2, 0]);
  });

  test('texts as people count, infinities, booleans', () => {
    expect(order(['task 10', 'task 9', undefined])).toEqual([1, 0, 2]);
    expect(order(['task 10', 'task 9', 'task 010'], true)).toEqual([0, 2, 1]);
    expect(order(['task 10', 'task 9a', 'Task 9', 'b'], true)).toEqual([0, 1, 2, 3]);
    expect(order(['', 'a', '', 3])).toEqual([3, 0, 2, 1]);
    expect(order([Number.POSITIVE_INFINITY, 5, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])).toEqual([
      2, 1, 0, 3,
    ]);
    expect(order([true, false])).toEqual([1, 0]);
  });

  test('only what the filter lets through', () => {
    expect(order([3, 2, 1], false, (row) => row !== 1)).toEqual([2, 0]);
  });

  test('a permutation in order, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(someNumber), fc.boolean(), (values, descending) => {
        const rows = order(values, descending);
        expect([...rows].sort((a, b) => a - b)).toEqual([...values.keys()]);
        const sorted = rows.filter((row) => !Number.isNaN(values[row]));
        for (let i = 1; i < sorted.length; i++) {
          const [before, after] = [values[sorted[i - 1]], values[sorted[i]]];
          expect(descending ? before >= after : before <= after).toBe(true);
          if (before === after) expect(sorted[i - 1]).toBeLessThan(sorted[i]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a click turns the column round; another column starts where its reader looks first', () => {
    const byLine = { column: 'line', descending: false };
    expect(toggledSort(byLine, 'line', false)).toEqual({ column: 'line', descending: true });
    expect(toggledSort(byLine, 'loss', true)).toEqual({ column: 'loss', descending: true });
  });
});
