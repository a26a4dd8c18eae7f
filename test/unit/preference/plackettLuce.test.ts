import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chanceLoss,
  logLikelihood,
  loss,
  rewardGradient,
  stageLogProbabilities,
  topProbabilities,
} from '../../../extension/preference/plackettLuce.ts';
import {
  bruteLoss,
  orderProbability,
  outcomes,
  permutations,
  rankedRewards,
  relativeError,
} from './bruteForce.ts';

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe('against brute force over all consistent orders', () => {
  test('loss', () => {
    fc.assert(
      fc.property(rankedRewards(7), ({ rewards, tiers }) => {
        expect(relativeError(loss(rewards, tiers), bruteLoss(rewards, tiers), 1e-3)).toBeLessThan(1e-11);
        expect(logLikelihood(rewards, tiers)).toBe(-loss(rewards, tiers));
      }),
      { numRuns: 60 },
    );
  });

  test('gradient, by central differences', () => {
    const h = 1e-4;
    fc.assert(
      fc.property(rankedRewards(5), ({ rewards, tiers }) => {
        const gradient = rewardGradient(rewards, tiers);
        rewards.forEach((_, i) => {
          const at = (by: number) =>
            bruteLoss(
              rewards.map((reward, j) => (j === i ? reward + by : reward)),
              tiers,
            );
          // Fourth order, so that h may be large and rounding small.
          const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
          expect(gradient[i]).toBeCloseTo(slope, 9);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('stage and top probabilities', () => {
    fc.assert(
      fc.property(rankedRewards(6, false), ({ rewards, tiers }) => {
        const order = tiers.map(([index]) => index);
        const weights = rewards.map(Math.exp);
        const stages = stageLogProbabilities(rewards, order);
        order.forEach((index, k) => {
          const left = sum(order.slice(k).map((j) => weights[j]));
          expect(Math.exp(stages[k])).toBeCloseTo(weights[index] / left, 12);
        });
        expect(sum(stages)).toBeCloseTo(Math.log(orderProbability(rewards, order)), 11);
        topProbabilities(rewards).forEach((p, i) => {
          expect(p).toBeCloseTo(weights[i] / sum(weights), 13);
        });
      }),
    );
  });
});

describe('a likelihood', () => {
  test('of all K! orders sums to 1', () => {
    fc.assert(
      fc.property(rankedRewards(6), ({ rewards }) => {
        const orders = permutations(rewards.map((_, i) => i));
        const total = sum(
          orders.map((order) =>
            Math.exp(
              logLikelihood(
                rewards,
                order.map((i) => [i]),
              ),
            ),
          ),
        );
        expect(total).toBeCloseTo(1, 11);
      }),
      { numRuns: 20 },
    );
  });

  test('of all outcomes with the same tier sizes sums to 1', () => {
    fc.assert(
      fc.property(rankedRewards(7), ({ rewards, tiers }) => {
        const all = outcomes(
          rewards.map((_, i) => i),
          tiers.map((tier) => tier.length),
        );
        expect(sum(all.map((outcome) => Math.exp(logLikelihood(rewards, outcome))))).toBeCloseTo(1, 11);
      }),
      { numRuns: 40 },
    );
  });

  test('is the pairwise sigmoid for K = 2, down to the smallest loss', () => {
    const far = fc.double({ min: -700, max: 700, noNaN: true });
    fc.assert(
      fc.property(far, (difference) => {
        const sigmoidLoss = Math.log1p(Math.exp(-Math.abs(difference))) + Math.max(0, -difference);
        expect(relativeError(loss([difference, 0], [[0], [1]]), sigmoidLoss)).toBeLessThan(1e-14);
        const [best, worst] = rewardGradient([difference, 0], [[0], [1]]);
        expect(relativeError(-best, 1 / (1 + Math.exp(difference)))).toBeLessThan(1e-13);
        expect(worst).toBe(-best);
      }),
    );
  });

  test('does not depend on the order of completions in the file, nor within a tier', () => {
    fc.assert(
      fc.property(
        rankedRewards(7),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        ({ rewards, tiers }, random) => {
          const to = rewards
            .map((_, i) => ({ i, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key);
          const moved = to.map(({ i }) => rewards[i]);
          const renamed = tiers.map((tier) =>
            tier.map((index) => to.findIndex(({ i }) => i === index)).reverse(),
          );
          expect(loss(moved, renamed)).toBeCloseTo(loss(rewards, tiers), 11);
          const [before, after] = [rewardGradient(rewards, tiers), rewardGradient(moved, renamed)];
          to.forEach(({ i }, k) => {
            expect(after[k]).toBeCloseTo(before[i], 11);
          });
        },
      ),
    );
  });

  test('does not depend on a shift of all rewards', () => {
    fc.assert(
      fc.property(
        rankedRewards(7),
        fc.integer({ min: -100_000, max: 100_000 }),
        ({ rewards, tiers }, shift) => {
          // Multiples of 2^-20 stay exact after the shift.
          const exact = rewards.map((reward) => Math.round(reward * 2 ** 20) / 2 ** 20);
          const shifted = exact.map((reward) => reward + shift);
          expect(relativeError(loss(shifted, tiers), loss(exact, tiers))).toBeLessThan(1e-12);
        },
      ),
    );
  });

  test('has a gradient that sums to 0', () => {
    fc.assert(
      fc.property(
        rankedRewards(7),
        fc.double({ min: 0.1, max: 5e4, noNaN: true }),
        ({ rewards, tiers }, scale) => {
          const gradient = rewardGradient(
            rewards.map((reward) => reward * scale),
            tiers,
          );
          expect(Math.abs(sum(gradient))).toBeLessThan(1e-12);
        },
      ),
    );
  });

  test('of equal rewards is the chance level', () => {
    fc.assert(
      fc.property(
        rankedRewards(7),
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        ({ rewards, tiers }, all) => {
          const equal = rewards.map(() => all);
          expect(
            relativeError(loss(equal, tiers), chanceLoss(tiers.map((tier) => tier.length))),
          ).toBeLessThan(1e-12);
        },
      ),
    );
    expect(chanceLoss([1, 1, 1, 1])).toBeCloseTo(Math.log(24), 14);
    expect(chanceLoss([2, 3])).toBeCloseTo(Math.log(10), 14);
    expect(chanceLoss([1, 199])).toBeCloseTo(Math.log(200), 11);
  });
});

describe('rewards of any size', () => {
  test('give finite, right answers', () => {
    expect(loss([1e5, -1e5, 0], [[1], [2], [0]])).toBe(3e5);
    expect(loss([1e5, -1e5, 0], [[0], [2], [1]])).toBe(0);
    expect([...rewardGradient([1e5, -1e5, 0], [[1], [2], [0]])]).toEqual([2, -1, -1]);
    // Either order of the tied ones has the factors e^-2e5 and e^-1e5.
    expect(loss([1e5, -1e5, 0], [[1, 2], [0]])).toBeCloseTo(3e5 - Math.log(2), 9);
    expect(loss([1e5, 1e5, -1e5], [[0, 1], [2]])).toBe(0);
  });

  test('stay finite everywhere', () => {
    fc.assert(
      fc.property(rankedRewards(7), fc.constantFrom(1, 1e2, 2.5e4), ({ rewards, tiers }, scale) => {
        const wide = rewards.map((reward) => reward * scale);
        expect(loss(wide, tiers)).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(loss(wide, tiers))).toBe(true);
        expect([...rewardGradient(wide, tiers)].every(Number.isFinite)).toBe(true);
        expect(sum(topProbabilities(wide))).toBeCloseTo(1, 12);
      }),
    );
  });
});

test('without a preference nothing is scored as 0', () => {
  for (const tiers of [[[0, 1, 2]], [[], [2, 0, 1], []]]) {
    expect(loss([1, 2, 3], tiers)).toBeNaN();
    expect(logLikelihood([1, 2, 3], tiers)).toBeNaN();
    expect([...rewardGradient([1, 2, 3], tiers)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  }
  expect(chanceLoss([3])).toBeNaN();
  expect([...topProbabilities([])]).toEqual([]);
});
