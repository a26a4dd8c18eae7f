import { type Calibration, calibration } from './calibration.ts';
import type { DerivedColumns, LogProbColumns } from './columns.ts';
import { type Estimate, estimate } from './moments.ts';
import { type RewardsOfTier, rewardsByTier } from './rewardsByTier.ts';
import { spearman } from './spearman.ts';
import { type Rate, wilson } from './wilson.ts';

/** What a run says as a whole, over the examples that count: scored, with a preference. NaN where undefined. */
export interface Summary {
  /** Examples that count. */
  readonly n: number;
  /** Mean loss, nats. */
  readonly loss: Estimate;
  /** Mean loss of a model that knows nothing, nats. */
  readonly chance: number;
  /** Mean over examples. The interval is cut to 0..1. */
  readonly pairwiseAccuracy: Estimate;
  /** Over all ordered pairs. Pairs of one example are no independent trials, so the interval is a little narrow. */
  readonly pooledPairwiseAccuracy: Rate;
  readonly top1: Rate;
  /** Over the examples where tau-b is defined. */
  readonly kendallTauB: Estimate;
  /** Nats. */
  readonly margin: Estimate;
  /** Rewards by annotated rank (tier), best first, nats. */
  readonly rewardByTier: readonly RewardsOfTier[];
  /** Mean log-ratio log(pi_policy / pi_ref) per token, nats: KL(policy || reference) where the policy wrote the completions. */
  readonly logRatioPerToken: number;
  /** Completion tokens behind it. */
  readonly tokens: number;
  /** Spearman correlation of reward and completion tokens. */
  readonly lengthCorrelation: number;
  readonly calibration: Calibration;
}

/**
 * Summary of `derive(columns, beta)`. `previous` may be a summary of the very same columns for another beta:
 * what does not depend on beta and is slow, the length correlation, is then taken from it.
 */
export function summarize(
  columns: LogProbColumns,
  derived: DerivedColumns,
  previous?: Pick<Summary, 'lengthCorrelation'>,
): Summary {
  const loss = estimate(derived.loss);
  const { right, ordered, top, logRatio, tokens } = totals(columns, derived);
  return {
    n: loss.n,
    loss,
    chance: estimate(derived.chance).mean,
    pairwiseAccuracy: withinOne(estimate(derived.pairwiseAccuracy)),
    pooledPairwiseAccuracy: wilson(right, ordered),
    top1: wilson(top, loss.n),
    kendallTauB: estimate(derived.kendallTauB),
    margin: estimate(derived.margin),
    rewardByTier: rewardsByTier(columns, derived),
    logRatioPerToken: logRatio / tokens,
    tokens,
    lengthCorrelation: previous ? previous.lengthCorrelation : lengthCorrelation(columns, derived),
    calibration: calibration(columns, derived),
  };
}

function withinOne(share: Estimate): Estimate {
  // NaN stays NaN.
  return { ...share, low: Math.max(0, share.low), high: Math.min(1, share.high) };
}

function totals(
  { offsets, tier, policyLogp, referenceLogp, tokens }: LogProbColumns,
  derived: DerivedColumns,
) {
  let right = 0;
  let ordered = 0;
  let top = 0;
  let tokenCount = 0;
  let logRatio = 0;
  let lost = 0;
  let sizes = new Uint32Array(16);
  for (let e = 0; e < derived.loss.length; e++) {
    if (Number.isNaN(derived.loss[e])) continue;
    const from = offsets[e];
    const to = offsets[e + 1];
    if (to - from > sizes.length) sizes = new Uint32Array(2 * (to - from));
    for (let t = 0; t < to - from; t++) sizes[t] = 0;
    let pairs = 0;
    for (let c = from; c < to; c++) {
      // Every completion pairs with those before it, except the ones of its own tier.
      pairs += c - from - sizes[tier[c]]++;
      if (tokens[c] === 0) continue;
      tokenCount += tokens[c];
      const value = policyLogp[c] - referenceLogp[c];
      const next = logRatio + value;
      lost += Math.abs(logRatio) >= Math.abs(value) ? logRatio - next + value : value - next + logRatio;
      logRatio = next;
    }
    ordered += pairs;
    right += Math.round(derived.pairwiseAccuracy[e] * pairs);
    top += derived.top1[e];
  }
  return { right, ordered, top, logRatio: logRatio + lost, tokens: tokenCount };
}

function lengthCorrelation({ offsets, tokens }: LogProbColumns, derived: DerivedColumns): number {
  const rewards = new Float64Array(derived.reward.length);
  const lengths = new Float64Array(derived.reward.length);
  let n = 0;
  for (let e = 0; e < derived.loss.length; e++) {
    if (Number.isNaN(derived.loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++) {
      // Log-probs that came with the record have no lengths.
      if (tokens[c] === 0) continue;
      rewards[n] = derived.reward[c];
      lengths[n++] = tokens[c];
    }
  }
  return spearman(rewards.subarray(0, n), lengths.subarray(0, n));
}
