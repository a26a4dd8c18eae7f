import { type Annotated, arrange } from './annotated.ts';
import { countPairs, type PairCounts, tauB } from './pairs.ts';
import { hasPreference, type Tiers } from './ranking.ts';

/*
 * Agreement of rewards ([K], nats, file order) with an annotated ranking. Only `margin` depends on beta:
 * the others see nothing but the order of the rewards. NaN without a preference (a single tier).
 */

/** Share of ordered pairs with the strictly larger reward on the better completion, as TRL counts. */
export function pairwiseAccuracy(rewards: ArrayLike<number>, tiers: Tiers): number {
  const { right, ordered } = pairsOf(arrange(rewards, tiers));
  return right / ordered;
}

/** Whether the one largest reward belongs to the first tier. A shared maximum is not; undefined without a preference. */
export function top1(rewards: ArrayLike<number>, tiers: Tiers): boolean | undefined {
  return hasPreference(tiers) ? largestIsFirst(arrange(rewards, tiers)) : undefined;
}

/** Kendall's tau-b between tiers and rewards; NaN when undefined, as with all rewards equal. */
export function kendallTauB(rewards: ArrayLike<number>, tiers: Tiers): number {
  return tauB(pairsOf(arrange(rewards, tiers)), rewards.length);
}

/** Mean reward of the first tier minus the mean reward of all others, nats. */
export function margin(rewards: ArrayLike<number>, tiers: Tiers): number {
  return bestMargin(arrange(rewards, tiers));
}

function pairsOf(a: Annotated): PairCounts {
  const pairs: PairCounts = { ordered: 0, right: 0, wrong: 0, equalRewards: 0 };
  countPairs(a, pairs);
  return pairs;
}

export function largestIsFirst(a: Annotated): boolean {
  const first = a.bounds[1];
  let best = 0;
  let shared = false;
  for (let k = 1; k < a.count; k++) {
    if (a.reward[k] > a.reward[best]) {
      best = k;
      shared = false;
    } else if (a.reward[k] === a.reward[best]) shared = true;
  }
  return best < first && !shared;
}

export function bestMargin(a: Annotated): number {
  const first = a.bounds[1];
  let best = 0;
  for (let k = 0; k < first; k++) best += a.reward[k];
  let others = 0;
  for (let k = first; k < a.count; k++) others += a.reward[k];
  return best / first - others / (a.count - first);
}
