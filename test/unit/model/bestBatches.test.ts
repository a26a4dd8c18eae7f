import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestBatches } from '../../../extension/model/bestBatches.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';

const lengthsOf = (most: number, count: number) =>
  fc.array(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: count });

const padded = (lengths: readonly number[], batch: readonly number[]) =>
  batch.length * Math.max(...batch.map((i) => lengths[i]));

const costOf = (lengths: readonly number[], batches: readonly (readonly number[])[], apart: number) =>
  batches.reduce((sum, batch) => sum + apart + padded(lengths, batch), 0);

/** Every way to split a list into groups. */
function* splits(items: readonly number[]): Generator<number[][]> {
  if (items.length === 0) return yield [];
  const [first, ...rest] = items;
  for (const split of splits(rest)) {
    yield [[first], ...split];
    for (const [i, group] of split.entries())
      yield split.map((own, at) => (at === i ? [first, ...group] : own));
  }
}

describe('the best split into batches', () => {
  it('costs no more than any other', () => {
    const limits = fc.record({
      apart: fc.integer({ min: 0, max: 50 }),
      most: fc.integer({ min: 0, max: 200 }),
      mostRows: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(lengthsOf(60, 6), limits, (lengths, { apart, most, mostRows }) => {
        const best = bestBatches(lengths, { apart, most, mostRows });
        const fits = (batch: readonly number[]) =>
          batch.length === 1 || (padded(lengths, batch) <= most && batch.length <= mostRows);
        expect(best.every(fits)).toBe(true);
        for (const split of splits(lengths.map((_, i) => i))) {
          if (split.every(fits))
            expect(costOf(lengths, best, apart)).toBeLessThanOrEqual(costOf(lengths, split, apart));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of many rows, is never worse than each apart or all together, and has every row once', () => {
    fc.assert(
      fc.property(lengthsOf(2000, 80), fc.integer({ min: 0, max: 300 }), (lengths, apart) => {
        const best = bestBatches(lengths, { apart, most: Number.POSITIVE_INFINITY });
        const all = lengths.map((_, i) => i);
        expect(best.flat().sort((a, b) => a - b)).toEqual(all);
        const cost = costOf(lengths, best, apart);
        expect(cost).toBeLessThanOrEqual(costOf(lengths, [all], apart));
        expect(cost).toBeLessThanOrEqual(
          costOf(
            lengths,
            all.map((i) => [i]),
            apart,
          ),
        );
      }),
    );
  });

  it('keeps to the budget, but for a row that breaks it alone', () => {
    fc.assert(
      fc.property(lengthsOf(200, 60), fc.integer({ min: 1, max: 600 }), (lengths, most) => {
        for (const batch of bestBatches(lengths, { apart: 256, most }))
          expect(batch.length === 1 || padded(lengths, batch) <= most).toBe(true);
      }),
    );
    expect(bestBatches([300, 200], { apart: 256, most: 100 })).toEqual([[0], [1]]);
    expect(bestBatches([5, 5], { apart: 256, most: 0 })).toEqual([[0], [1]]);
  });

  it('has the longest first, where memory is at its peak at once', () => {
    expect(bestBatches([10, 50, 45, 9], { apart: 256, most: 100 })).toEqual([
      [1, 2],
      [0, 3],
    ]);
    expect(bestBatches([], { apart: 256, most: 100 })).toEqual([]);
  });

  it('of thousands is found in no time', () => {
    const lengths = Array.from({ length: 5000 }, (_, i) => 1 + ((i * 7919) % 400));
    const spent = cpuTime();
    const best = bestBatches(lengths, { apart: 256, most: 4096 });
    expect(spent()).toBeLessThan(2000);
    expect(best.flat().length).toBe(5000);
  });
});
