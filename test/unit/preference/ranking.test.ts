import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasPreference,
  tierOfEach,
  tiersFromOrder,
  tiersFromRanks,
  tiersFromScores,
  tiersOfRow,
} from '../../../extension/preference/ranking.ts';
import { rankedRewards } from './bruteForce.ts';

test('an order vector, with ties and an unranked rest', () => {
  expect(tiersFromOrder([2, 0, 1], 3)).toEqual([[2], [0], [1]]);
  expect(tiersFromOrder([2, [0, 3], 1], 4)).toEqual([[2], [0, 3], [1]]);
  expect(tiersFromOrder([4, 1], 5)).toEqual([[4], [1], [0, 2, 3]]);
  expect(tiersFromOrder([], 2)).toEqual([[0, 1]]);
});

test('an order vector that nobody validated', () => {
  expect(tiersFromOrder([1, 1, 7, -1, 0.5, []], 3)).toEqual([[1], [0, 2]]);
});

test('ranks: smallest is best, gaps and ties are fine', () => {
  expect(tiersFromRanks([1, 3, 2, 3])).toEqual([[0], [2], [1, 3]]);
  expect(tiersFromRanks([10, -2, 10])).toEqual([[1], [0, 2]]);
  expect(tiersFromRanks([Number.NaN, 1, Number.POSITIVE_INFINITY])).toEqual([[1], [0], [2]]);
});

test('scores: highest is best', () => {
  expect(tiersFromScores([8.5, 2, 7])).toEqual([[0], [2], [1]]);
  expect(tiersFromScores([0, -0, 1])).toEqual([[2], [0, 1]]);
});

test('tiers survive the way through a column', () => {
  fc.assert(
    fc.property(rankedRewards(8), ({ rewards, tiers }) => {
      const tier = Uint16Array.of(9, ...tierOfEach(tiers, rewards.length));
      const offsets = Uint32Array.of(0, 1, 1 + rewards.length);
      const sorted = tiers.map((group) => [...group].sort((a, b) => a - b));
      expect(tiersOfRow({ offsets, tier }, 1)).toEqual(sorted);
    }),
  );
});

test('a preference needs two tiers', () => {
  expect(hasPreference([[0], [1]])).toBe(true);
  expect(hasPreference([[0, 1]])).toBe(false);
  expect(hasPreference([[], [0, 1], []])).toBe(false);
  expect(hasPreference([])).toBe(false);
});
