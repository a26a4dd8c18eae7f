import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from '../../../extension/preference/histogram.ts';

test('bins hold their lower edge, the last its upper one too', () => {
  const { edges, counts } = histogram([0, 1, 1, 2, 4, Number.NaN], { bins: 4 });
  expect([...edges]).toEqual([0, 1, 2, 3, 4]);
  expect([...counts]).toEqual([1, 2, 1, 1]);
});

test('a range leaves the rest out', () => {
  expect([...histogram([-1, 0, 0.5, 1, 2], { bins: 2, range: [0, 1] }).counts]).toEqual([1, 2]);
});

test('nothing, and values without spread', () => {
  expect([...histogram([Number.NaN], { bins: 2 }).edges]).toEqual([0, 0.5, 1]);
  const { edges, counts } = histogram([3, 3, Number.POSITIVE_INFINITY], { bins: 2 });
  expect([...edges]).toEqual([2.5, 3, 3.5]);
  expect([...counts]).toEqual([0, 2]);
});

test('every finite value lies within the edges of the bin that counts it', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), (list, bins) => {
      const { edges, counts } = histogram(list, { bins });
      counts.forEach((count, bin) => {
        const last = bin === bins - 1;
        const inside = list.filter(
          (v) => v >= edges[bin] && (last ? v <= edges[bin + 1] : v < edges[bin + 1]),
        );
        expect(count).toBe(inside.length);
      });
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
    }),
    { examples: [[[999999.9999999979, 999999.9999999977], 7]] },
  );
});
