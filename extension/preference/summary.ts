import { type Calibration, calibration } from './calibration.ts';
import { type DerivedColumns, type LogProbColumns, undefinedTop1 } from './columns.ts';
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
  const parts = summaryParts(columns, derived);
  return {
    n: parts.n(),
    loss: parts.loss(),
    chance: parts.chance(),
    pairwiseAccuracy: parts.pairwiseAccuracy(),
    pooledPairwiseAccuracy: parts.pooledPairwiseAccuracy(),
    top1: parts.top1(),
    kendallTauB: parts.kendallTauB(),
    margin: parts.margin(),
    rewardByTier: parts.rewardByTier(),
    logRatioPerToken: parts.logRatioPerToken(),
    tokens: parts.tokens(),
    lengthCorrelation: previous ? previous.lengthCorrelation : parts.lengthCorrelation(),
    calibration: parts.calibration(),
  };
}

export type SummaryParts = { readonly [K in keyof Summary]: () => Summary[K] };

/** The parts of `summarize`, each computed when it is asked for: a page shows only some. */
export function summaryParts(columns: LogProbColumns, derived: DerivedColumns): SummaryParts {
  let known: ReturnType<typeof totals> | undefined;
  const all = () => {
    known ??= totals(columns, derived);
    return known;
  };
  return {
    n: () => counted(derived.top1).n,
    loss: () => estimate(derived.loss),
    chance: () => estimate(derived.chance).mean,
    pairwiseAccuracy: () => withinOne(estimate(derived.pairwiseAccuracy)),
    pooledPairwiseAccuracy: () => wilson(all().right, all().ordered),
    top1: () => wilson(counted(derived.top1).top, counted(derived.top1).n),
    kendallTauB: () => estimate(derived.kendallTauB),
    margin: () => estimate(derived.margin),
    rewardByTier: () => rewardsByTier(columns, derived),
    logRatioPerToken: () => all().logRatio / all().tokens,
    tokens: () => all().tokens,
    lengthCorrelation: () => lengthCorrelation(columns, derived),
    calibration: () => calibration(columns, derived),
  };
}

/** What does not depend on beta, or is proportional to it. */
export type FixedSummary = Pick<
  Summary,
  'n' | 'chance' | 'pairwiseAccuracy' | 'top1' | 'kendallTauB' | 'margin' | 'rewardByTier'
>;

/** The parts for a beta that is `scale` times the one of `fixed`, of the very same columns. */
export function partsAtOtherBeta(
  fixed: FixedSummary,
  scale: number,
  columns: LogProbColumns,
  derived: DerivedColumns,
): SummaryParts {
  return {
    ...summaryParts(columns, derived),
    n: () => fixed.n,
    chance: () => fixed.chance,
    pairwiseAccuracy: () => fixed.pairwiseAccuracy,
    top1: () => fixed.top1,
    kendallTauB: () => fixed.kendallTauB,
    margin: () => scaled(fixed.margin, scale),
    rewardByTier: () => fixed.rewardByTier.map((tier) => ({ ...tier, ...scaled(tier, scale) })),
  };
}

function scaled({ n, mean, sd, low, high }: Estimate, scale: number): Estimate {
  return { n, mean: scale * mean, sd: scale * sd, low: scale * low, high: scale * high };
}

/** Examples that count, and those with the largest reward in the best tier. */
function counted(top1: Uint8Array): { readonly n: number; readonly top: number } {
  let n = 0;
  let top = 0;
  for (const value of top1) {
    n += Number(value !== undefinedTop1);
    top += Number(value === 1);
  }
  return { n, top };
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
  }
  return { right, ordered, logRatio: logRatio + lost, tokens: tokenCount };
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
