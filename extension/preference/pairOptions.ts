/** Which pairs a ranking gives. Plain data, so that it crosses threads. */
export interface PairOptions {
  readonly strategy: PairStrategy;
  /** What a gap is measured in. */
  readonly gap: GapMeasure;
  /** Pairs with a smaller or a larger gap are left out; absent = no limit. */
  readonly minGap?: number;
  readonly maxGap?: number;
  /** Of one ranking; absent = all. The strategies of one pair give one. */
  readonly maxPerPrompt?: number;
  /** Which ones, where there are more. */
  readonly keep: 'largest' | 'random';
  /** Decides what is drawn. The same seed draws the same from a ranking, wherever it stands. */
  readonly seed: number;
}

/**
 * `best-worst`: one of the best tier over one of the last; `best-random`: one of the best tier over any other;
 * `adjacent`: each over each of the next tier; `all`: each over each of every lower tier. Of one tier, one is drawn.
 */
export const pairStrategies = ['best-worst', 'best-random', 'adjacent', 'all'] as const;
export type PairStrategy = (typeof pairStrategies)[number];

/**
 * `reward`: implicit reward of the better minus that of the worse, nats, below 0 where the policy disagrees; `tiers`:
 * tiers apart; `scores`: annotated score of the better minus that of the worse.
 */
export const gapMeasures = ['reward', 'tiers', 'scores'] as const;
export type GapMeasure = (typeof gapMeasures)[number];

/** More fields of a pair's record than prompt, chosen and rejected. */
export const pairFields = ['scores', 'rewards', 'margin', 'source'] as const;
export type PairField = (typeof pairFields)[number];

export const usualPairs: PairOptions = { strategy: 'best-worst', gap: 'reward', keep: 'largest', seed: 0 };

/** Whether pairs cannot be chosen without their gaps. */
export function needsGap({ strategy, minGap, maxGap, maxPerPrompt, keep }: PairOptions): boolean {
  if (minGap !== undefined || maxGap !== undefined) return true;
  const isOne = strategy === 'best-worst' || strategy === 'best-random';
  return !isOne && maxPerPrompt !== undefined && keep === 'largest';
}
