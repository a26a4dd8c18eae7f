import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramSeries } from '../../../../extension/preference/histogramSeries.ts';
import { signFlips } from '../../../../extension/preference/paired/differences.ts';
import { scatter } from '../../../../extension/preference/paired/scatter.ts';

const value = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -400, max: 400 }).map((n) => n / 16) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

test('every pair is in one point, and squares keep the signs', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 80 }), fc.boolean(), (pairs, binned) => {
      const x = Float64Array.from(pairs, ([a]) => a);
      const y = Float64Array.from(pairs, ([, b]) => b);
      const edges = { x: histogramSeries(x).edges, y: histogramSeries(y).edges };
      const points = scatter(x, y, edges, binned ? 0 : 1000);
      const n = pairs.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b)).length;
      expect(points.n).toBe(n);
      expect(points.isBinned).toBe(binned && n > 0);
      expect(points.count.reduce((sum, count) => sum + count, 0)).toBe(n);
      if (pairs.some(([a, b]) => a === 0 || b === 0)) return;
      // As many flips in the squares as there are.
      const { toRight, toWrong } = signFlips(x, y);
      const flips = (isFlip: (i: number) => boolean) =>
        points.count.reduce((sum, count, i) => sum + (isFlip(i) ? count : 0), 0);
      expect(flips((i) => points.x[i] < 0 && points.y[i] > 0)).toBe(toRight);
      expect(flips((i) => points.x[i] > 0 && points.y[i] < 0)).toBe(toWrong);
    }),
  );
});
