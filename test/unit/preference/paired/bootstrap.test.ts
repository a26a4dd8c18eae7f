import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Bootstrap,
  bootstrap,
  bootstrapMean,
} from '../../../../extension/preference/paired/bootstrap.ts';
import { normalBelow, normalPoint } from '../../../../extension/preference/paired/normal.ts';
import { seeded } from '../../../../extension/preference/seeded.ts';

const values = fc
  .array(
    fc.oneof(
      // On a grid, so that nothing is lost below the smallest doubles.
      fc.integer({ min: -800, max: 800 }).map((sixteenths) => sixteenths / 16),
      fc.constant(Number.NaN),
    ),
    { maxLength: 60 },
  )
  .map((list) => Float64Array.from(list));
const few = { resamples: 200, mostBlocks: 20 };

describe('the bootstrap of a mean', () => {
  test('of constants is the constant itself, whatever stands between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: -9, max: 9 }), (n, constant) => {
        const list = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? Number.NaN : constant));
        const { n: counted, mean, low, high } = bootstrapMean(list, few);
        expect([counted, mean, low, high]).toEqual([n, constant, constant, constant]);
      }),
    );
  });

  test('turned round is the interval turned round, below and above the number of blocks', () => {
    fc.assert(
      fc.property(values, (list) => {
        const one = bootstrapMean(list, few);
        const other = bootstrapMean(
          list.map((value) => -value),
          few,
        );
        expect(other.n).toBe(one.n);
        if (one.n === 0) return;
        expect(other.mean).toBeCloseTo(-one.mean, 9);
        if (one.n < 2) return;
        // The normal distribution is known to 1.5e-7, the values differ by up to 100.
        expect(other.low).toBeCloseTo(-one.high, 4);
        expect(other.high).toBeCloseTo(-one.low, 4);
      }),
    );
  });

  test('scales and shifts with its values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const one = bootstrapMean(list, few);
        const moved = bootstrapMean(
          list.map((value) => 4 * value + 8),
          few,
        );
        if (one.n < 2) return;
        expect(moved.mean).toBeCloseTo(4 * one.mean + 8, 6);
        // A resample at the mean itself may fall to its other side by rounding: then bias moves a little.
        const slack = 0.05 * (moved.high - moved.low) + 1e-6;
        expect(Math.abs(moved.low - (4 * one.low + 8))).toBeLessThanOrEqual(slack);
        expect(Math.abs(moved.high - (4 * one.high + 8))).toBeLessThanOrEqual(slack);
      }),
    );
  });

  test('has its mean inside, and nothing beyond the values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { n, mean, low, high } = bootstrapMean(list, few);
        if (n < 2) {
          expect([low, high]).toEqual([Number.NaN, Number.NaN]);
          return;
        }
        const known = list.filter((value) => !Number.isNaN(value));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
        expect(mean).toBeCloseTo(known.reduce((a, b) => a + b, 0) / n, 9);
      }),
    );
  });

  test('drawn in parts is what it is drawn at once', () => {
    const list = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i));
    const parts: Bootstrap = bootstrap(list, few);
    while (!parts.draw(7));
    expect(parts.estimate()).toEqual(bootstrapMean(list, few));
  });

  // Simulated: 400 samples each; three standard errors of a share of 0.95 are 0.033.
  const coverage = (n: number, draw: (u: () => number) => number, truth: number, mostBlocks?: number) => {
    const u = seeded(n, 'coverage');
    let inside = 0;
    for (let sample = 0; sample < 400; sample++) {
      const list = Float64Array.from({ length: n }, () => draw(u));
      const { low, high } = bootstrapMean(list, { seed: sample + 1, mostBlocks });
      inside += Number(low <= truth && truth <= high);
    }
    return inside / 400;
  };
  const normal = (u: () => number) => Math.sqrt(-2 * Math.log(1 - u())) * Math.cos(2 * Math.PI * u());
  const skewed = (u: () => number) => -Math.log(1 - u());
  // As of top-1: most differences are 0.
  const rare = (u: () => number) => {
    const x = u();
    return x < 0.1 ? -1 : x < 0.25 ? 1 : 0;
  };

  test.each([
    ['normal values', 60, normal, 0, undefined],
    ['skewed values', 80, skewed, 1, undefined],
    ['rare changes', 200, rare, 0.05, undefined],
    ['blocks of normal values', 2000, normal, 0, 100],
    ['blocks of skewed values', 2000, skewed, 1, 100],
  ] as const)('holds the true mean of %s 19 times of 20', (_, n, draw, truth, mostBlocks) => {
    const share = coverage(n, draw, truth, mostBlocks);
    expect(share).toBeGreaterThan(0.95 - 0.045);
    expect(share).toBeLessThan(0.95 + 0.035);
  });

  test('of blocks is as wide as of single values, in a file that is sorted, too', () => {
    const u = seeded(3, 'width');
    const list = Float64Array.from({ length: 20_000 }, () => normal(u)).sort();
    const width = (mostBlocks: number) => {
      const { low, high } = bootstrapMean(list, { mostBlocks });
      return high - low;
    };
    // The normal interval of the mean.
    const expected = (2 * 1.96) / Math.sqrt(20_000);
    expect(Math.abs(width(20_000) / expected - 1)).toBeLessThan(0.1);
    expect(Math.abs(width(2_000) / expected - 1)).toBeLessThan(0.1);
  });
});

test('points of the normal distribution are those of the tables, and turn back', () => {
  expect(normalPoint(0.975)).toBeCloseTo(1.959963984540054, 7);
  expect(normalPoint(0.01)).toBeCloseTo(-2.326347874040841, 7);
  expect(normalBelow(1)).toBeCloseTo(0.8413447460685429, 6);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      expect(normalBelow(normalPoint(p))).toBeCloseTo(p, 6);
      expect(normalPoint(1 - p)).toBeCloseTo(-normalPoint(p), 9);
    }),
  );
});
