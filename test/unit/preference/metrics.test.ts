import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendallTauB, margin, pairwiseAccuracy, top1 } from '../../../extension/preference/metrics.ts';
import { type Tiers, tierOfEach } from '../../../extension/preference/ranking.ts';
import { rankedRewards } from './bruteForce.ts';

/** Straight from the definition, over all ordered pairs of completions; tiers as numbers where lower is better. */
function bruteTauB(rewards: readonly number[], tiers: Tiers): number {
  const tier = tierOfEach(tiers, rewards.length);
  let both = 0;
  let byTier = 0;
  let byReward = 0;
  for (let i = 0; i < rewards.length; i++) {
    for (let j = 0; j < rewards.length; j++) {
      const a = Math.sign(tier[j] - tier[i]);
      const b = Math.sign(rewards[i] - rewards[j]);
      both += a * b;
      byTier += a * a;
      byReward += b * b;
    }
  }
  return both / Math.sqrt(byTier * byReward);
}

// Halves, so that equal rewards are common.
const coarse = rankedRewards(7).map(({ rewards, tiers }) => ({
  rewards: rewards.map((r) => Math.round(r) / 2),
  tiers,
}));

test("Kendall's tau-b is its definition, ties on both sides", () => {
  fc.assert(
    fc.property(coarse, ({ rewards, tiers }) => {
      const expected = bruteTauB(rewards, tiers);
      if (Number.isNaN(expected)) expect(kendallTauB(rewards, tiers)).toBeNaN();
      else expect(kendallTauB(rewards, tiers)).toBeCloseTo(expected, 12);
    }),
  );
  expect(kendallTauB([1, 1, 1], [[0], [1], [2]])).toBeNaN();
  expect(kendallTauB([1, 2, 3], [[0, 1, 2]])).toBeNaN();
  expect(kendallTauB([3, 2, 1], [[0], [1], [2]])).toBe(1);
});

test('pairwise accuracy is the share of ordered pairs with the strictly larger reward on the better', () => {
  fc.assert(
    fc.property(coarse, ({ rewards, tiers }) => {
      const pairs = tiers.flatMap((tier, t) =>
        tier.flatMap((i) => tiers.slice(t + 1).flatMap((worse) => worse.map((j) => rewards[i] > rewards[j]))),
      );
      expect(pairwiseAccuracy(rewards, tiers)).toBeCloseTo(pairs.filter(Boolean).length / pairs.length, 14);
    }),
  );
  expect(pairwiseAccuracy([1, 1], [[0], [1]])).toBe(0);
  expect(pairwiseAccuracy([1, 2], [[0, 1]])).toBeNaN();
});

test('top-1 is the one largest reward in the first tier', () => {
  fc.assert(
    fc.property(coarse, ({ rewards, tiers }) => {
      const largest = rewards.flatMap((r, i) => (r === Math.max(...rewards) ? [i] : []));
      expect(top1(rewards, tiers)).toBe(largest.length === 1 && tiers[0].includes(largest[0]));
    }),
  );
  expect(top1([1, 2, 2], [[1, 2], [0]])).toBe(false);
  expect(top1([1, 2], [[0, 1]])).toBeUndefined();
});

test('margin is the mean of the first tier less the mean of all others', () => {
  expect(margin([1, 5, 2, 6], [[3], [0], [1, 2]])).toBeCloseTo(6 - 8 / 3, 14);
  expect(
    margin(
      [1, 5, 2, 6],
      [
        [3, 1],
        [0, 2],
      ],
    ),
  ).toBe(4);
  expect(margin([1, 2], [[0, 1]])).toBeNaN();
});
