import type { ScoredCompletion, TokenScores } from '../detail/contract.ts';
import { heatScaleOf } from './heatScale.ts';

/** A completion's tokens with what follows from their log-probs, whatever beta is. */
export interface RatedCompletion extends ScoredCompletion {
  /** [n] nats: log π_policy − log π_reference. */
  readonly ratio: Float64Array;
  /** [n] nats: sum of the ratios up to and with this token. */
  readonly sum: Float64Array;
}

export interface RatedExample {
  /** [K] in file order. */
  readonly completions: readonly RatedCompletion[];
  /** Nats at which the colours end; 0 where policy and reference agree everywhere. */
  readonly scale: number;
  /** Lowest and highest sum of all completions, 0 among them: their curves are drawn alike. */
  readonly low: number;
  readonly high: number;
}

const known = new WeakMap<TokenScores, RatedExample>();

/** Computed once for each answer of the host. */
export function scoredExample(scores: TokenScores): RatedExample {
  const before = known.get(scores);
  if (before) return before;
  const completions = scores.completions.map(rated);
  let [low, high] = [0, 0];
  for (const { sum } of completions)
    for (const value of sum) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  const example = { completions, scale: heatScaleOf(completions.map(({ ratio }) => ratio)), low, high };
  known.set(scores, example);
  return example;
}

function rated(completion: ScoredCompletion): RatedCompletion {
  const ratio = completion.policy.map((logp, i) => logp - completion.reference[i]);
  let total = 0;
  const sum = ratio.map((value) => {
    total += value;
    return total;
  });
  return { ...completion, ratio, sum };
}

/** Nats by which sums of tokens are farthest from the run's; NaN where one is not known. */
export function farthest(sums: readonly number[], stored: ArrayLike<number>): number {
  return sums.reduce((most, sum, k) => Math.max(most, Math.abs(sum - stored[k])), 0);
}
