import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBatches } from '../../../extension/model/packBatches.ts';

describe('batches', () => {
  it('hold the longest first, padding counted', () => {
    expect(packBatches([10, 50, 45, 9], 100)).toEqual([
      [1, 2],
      [0, 3],
    ]);
  });

  it('are of one where that one alone breaks the limit', () => {
    expect(packBatches([300, 200], 100)).toEqual([[0], [1]]);
  });

  it('hold every sequence once, within the budget or alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 })),
        fc.integer({ min: 1, max: 300 }),
        (lengths, tokens) => {
          const batches = packBatches(lengths, tokens);
          const padded = (batch: number[]) => batch.length * Math.max(...batch.map((i) => lengths[i]));
          const all = batches.flat().sort((a, b) => a - b);
          return (
            all.length === lengths.length &&
            all.every((index, i) => index === i) &&
            batches.every((batch) => batch.length === 1 || padded(batch) <= tokens)
          );
        },
      ),
    );
  });
});
