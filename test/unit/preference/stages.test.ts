import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceLoss, loss } from '../../../extension/preference/plackettLuce.ts';
import { stagesOf, worstStage } from '../../../extension/preference/stages.ts';
import { orderProbability, ordersOf, rankedRewards, relativeError } from './bruteForce.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('stages of a ranking', () => {
  test('their losses sum to the loss of the example, ties or none, and at chance to its chance', () => {
    fc.assert(
      fc.property(rankedRewards(7), fc.double({ min: -300, max: 300, noNaN: true }), (drawn, scale) => {
        const { tiers } = drawn;
        const rewards = drawn.rewards.map((reward) => reward * scale);
        const stages = stagesOf(rewards, tiers);
        expect(stages).toHaveLength(tiers.length - 1);
        const whole = sum(stages.map((stage) => stage.loss));
        expect(relativeError(whole, loss(rewards, tiers), 1e-9)).toBeLessThan(1e-10);
        const chance = sum(stages.map((stage) => -Math.log(stage.chance)));
        expect(chance).toBeCloseTo(chanceLoss(tiers.map((tier) => tier.length)), 10);
      }),
    );
  });

  test('each is the share of the orders of those left that begin with the tier, by brute force', () => {
    fc.assert(
      fc.property(rankedRewards(6), ({ rewards, tiers }) => {
        for (const [t, { chosen, left, probability, loss }] of stagesOf(rewards, tiers).entries()) {
          const rest = tiers.slice(t + 1).flat();
          expect(chosen).toEqual(tiers[t]);
          expect(left).toBe(chosen.length + rest.length);
          const expected = sum(ordersOf([chosen, rest]).map((order) => orderProbability(rewards, order)));
          expect(relativeError(probability, expected, 1e-3)).toBeLessThan(1e-10);
          expect(loss).toBeCloseTo(-Math.log(expected), 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('equal rewards: every stage is at chance', () => {
    for (const { probability, chance } of stagesOf([2, 2, 2, 2, 2], [[3], [0, 4], [1, 2]]))
      expect(probability).toBeCloseTo(chance, 12);
    expect(stagesOf([0, 0, 0], [[0], [1, 2]])[0].chance).toBeCloseTo(1 / 3, 12);
    expect(
      stagesOf(
        [0, 0, 0, 0],
        [
          [0, 1],
          [2, 3],
        ],
      )[0].chance,
    ).toBeCloseTo(1 / 6, 12);
  });

  test('none without a preference, without rewards, or where one is not a number', () => {
    expect(stagesOf([1, 2], [[0, 1]])).toEqual([]);
    expect(stagesOf([], [])).toEqual([]);
    expect(stagesOf([1, Number.NaN], [[0], [1]])).toEqual([]);
    expect(stagesOf([1, 2, 3], [[], [2], [], [0, 1]])).toHaveLength(1);
  });

  test('rewards far apart stay finite, and a certain stage costs exactly nothing', () => {
    const [first, second] = stagesOf([1e5, -1e5, 0], [[1], [0], [2]]);
    expect(first.loss).toBeCloseTo(2e5, 6);
    expect(first.probability).toBe(0);
    expect(second).toMatchObject({ loss: 0, probability: 1 });
  });

  test('the worst stage is the one that costs most; a single one is not compared', () => {
    expect(worstStage(stagesOf([0, 5, 1], [[0], [1], [2]]))).toBe(0);
    expect(worstStage(stagesOf([9, 0, 5], [[0], [1], [2]]))).toBe(1);
    expect(worstStage(stagesOf([0, 1], [[0], [1]]))).toBeUndefined();
    expect(worstStage([])).toBeUndefined();
  });
});
