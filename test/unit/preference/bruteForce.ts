import fc from 'fast-check';
import type { Tiers } from '../../../extension/preference/ranking.ts';

/** Every order of the items. */
export function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** Every strict order that keeps better tiers before worse ones. */
export function ordersOf(tiers: Tiers): number[][] {
  return tiers.reduce<number[][]>(
    (orders, tier) => orders.flatMap((order) => permutations(tier).map((next) => [...order, ...next])),
    [[]],
  );
}

/** Plackett-Luce probability of one strict order, straight from eq. 18. */
export function orderProbability(rewards: readonly number[], order: readonly number[]): number {
  const weights = order.map((index) => Math.exp(rewards[index]));
  return weights.reduce((p, w, k) => (p * w) / weights.slice(k).reduce((a, b) => a + b, 0), 1);
}

/** -log of the total probability of all orders consistent with the tiers. */
export function bruteLoss(rewards: readonly number[], tiers: Tiers): number {
  return -Math.log(ordersOf(tiers).reduce((sum, order) => sum + orderProbability(rewards, order), 0));
}

/** Every way to put the items into tiers of these sizes. */
export function outcomes(items: readonly number[], sizes: readonly number[]): number[][][] {
  if (sizes.length === 0) return [[]];
  return subsets(items, sizes[0]).flatMap((tier) =>
    outcomes(
      items.filter((item) => !tier.includes(item)),
      sizes.slice(1),
    ).map((rest) => [tier, ...rest]),
  );
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

const reward = fc.double({ min: -4, max: 4, noNaN: true });

/** Rewards with tiers that hold a preference; `ties` false gives strict rankings. */
export function rankedRewards(
  largest = 6,
  ties = true,
): fc.Arbitrary<{ rewards: number[]; tiers: number[][] }> {
  return fc
    .array(reward, { minLength: 2, maxLength: largest })
    .chain((rewards) => {
      const indices = rewards.map((_, i) => i);
      const cuts = fc.subarray(indices.slice(1), { minLength: 1 });
      return fc.record({
        rewards: fc.constant(rewards),
        order: fc.shuffledSubarray(indices, { minLength: indices.length }),
        cuts: ties ? cuts : fc.constant(indices.slice(1)),
      });
    })
    .map(({ rewards, order, cuts }) => {
      const bounds = [0, ...cuts, rewards.length];
      return { rewards, tiers: bounds.slice(1).map((to, t) => order.slice(bounds[t], to)) };
    });
}

/** |a - b| relative to the larger of b and `floor`. */
export function relativeError(a: number, b: number, floor = Number.MIN_VALUE): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(b), floor);
}
