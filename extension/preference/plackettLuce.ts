import { arrange, inFileOrder } from './annotated.ts';
import { logFactorial } from './logFactorial.ts';
import { hasPreference, type Tiers } from './ranking.ts';
import { stagesLoss, tieredLoss } from './tieredLoss.ts';

/*
 * Plackett-Luce likelihood of a ranking: Rafailov et al., Direct Preference Optimization (2023), appendix
 * A.3, eq. 18 and 20. Rewards are implicit rewards, beta * (log pi_policy - log pi_ref), in nats, [K] in
 * file order. Tiers as in ranking.ts. Everything works on logarithms and differences of rewards, so that
 * any finite rewards give finite, right answers. Without a preference (one tier) the answers are NaN.
 */

/** log P(ranking), nats. Tied completions: the total over their orders. The last tier costs nothing. */
export function logLikelihood(rewards: ArrayLike<number>, tiers: Tiers): number {
  return 0 - loss(rewards, tiers);
}

/** -log P(ranking), nats (eq. 20). For K = 2 the pairwise DPO loss -log sigmoid(r_best - r_worst). */
export function loss(rewards: ArrayLike<number>, tiers: Tiers): number {
  return hasPreference(tiers) ? tieredLoss(arrange(rewards, tiers)) : Number.NaN;
}

/** [K] d loss / d reward. Times beta it is d loss / d log pi_policy: negative where training pushes up. */
export function rewardGradient(rewards: ArrayLike<number>, tiers: Tiers): Float64Array {
  if (!hasPreference(tiers)) return new Float64Array(rewards.length).fill(Number.NaN);
  const a = arrange(rewards, tiers);
  tieredLoss(a);
  return inFileOrder(a, a.gradient);
}

/** [K] log-probability that the item placed k-th is picked from those left; `order` is strict, best first. */
export function stageLogProbabilities(rewards: ArrayLike<number>, order: ArrayLike<number>): Float64Array {
  const a = arrange(
    rewards,
    Array.from(order, (index) => [index]),
  );
  if (a.count > 0) stagesLoss(a);
  return Float64Array.from(a.stageLoss.subarray(0, a.count), (stage) => 0 - stage);
}

/** [K] softmax of the rewards: the probability that a completion is ranked first. */
export function topProbabilities(rewards: ArrayLike<number>): Float64Array {
  const a = arrange(rewards, [Array.from(rewards, (_, index) => index)]);
  if (a.count > 0) tieredLoss(a);
  return inFileOrder(a, a.top);
}

/** Loss of a model that knows nothing (all rewards equal), nats: log K! for a strict ranking of K. */
export function chanceLoss(tierSizes: ArrayLike<number>): number {
  let count = 0;
  let orders = 0;
  let filled = 0;
  for (let t = 0; t < tierSizes.length; t++) {
    count += tierSizes[t];
    orders += logFactorial(tierSizes[t]);
    if (tierSizes[t] > 0) filled++;
  }
  return filled > 1 ? logFactorial(count) - orders : Number.NaN;
}
