import type { Annotated } from './annotated.ts';

/** How the rewards of one example agree with its tiers, over its pairs of completions. */
export interface PairCounts {
  /** Pairs with one completion in a better tier than the other. */
  ordered: number;
  /** Ordered pairs with the strictly larger reward on the better, and on the worse completion. */
  right: number;
  wrong: number;
  /** Pairs with equal rewards, of one tier or of two. */
  equalRewards: number;
}

/** Counts into `pairs`, so that nothing is allocated. O(K^2): K is the completions of one prompt. */
export function countPairs(a: Annotated, pairs: PairCounts): void {
  const { reward, bounds, count } = a;
  let ordered = 0;
  let right = 0;
  let wrong = 0;
  let tied = 0;
  for (let t = 0; t < a.tierCount; t++) {
    const end = bounds[t + 1];
    ordered += (end - bounds[t]) * (count - end);
    for (let i = bounds[t]; i < end; i++) {
      const mine = reward[i];
      for (let j = i + 1; j < end; j++) tied += Number(mine === reward[j]);
      for (let j = end; j < count; j++) {
        const other = reward[j];
        // Sums of comparisons, since a branch on them would be mispredicted half the time.
        right += Number(mine > other);
        wrong += Number(mine < other);
      }
    }
  }
  pairs.ordered = ordered;
  pairs.right = right;
  pairs.wrong = wrong;
  pairs.equalRewards = tied + ordered - right - wrong;
}

/** Kendall's tau-b (Kendall 1945) from the counts of an example of `count` completions; NaN when undefined. */
export function tauB(pairs: PairCounts, count: number): number {
  const different = (count * (count - 1)) / 2 - pairs.equalRewards;
  return (pairs.right - pairs.wrong) / Math.sqrt(pairs.ordered * different);
}
