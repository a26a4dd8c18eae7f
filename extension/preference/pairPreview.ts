import type { LeftOut } from './pairBuilder.ts';

/** What pairs a file gives, before or after they are written. Plain data, so that it crosses threads. */
export interface PairPreview {
  /** Rankings that were looked at, malformed ones not. */
  readonly examples: number;
  /** Those that gave a pair. */
  readonly used: number;
  readonly pairs: number;
  /** Records that are no ranking. */
  readonly malformed: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Gaps of the pairs by the options' measure, and how much longer the chosen one is: of large files a fair sample. */
  readonly gaps: Float64Array;
  readonly lengths: Float64Array;
  readonly lengthUnit: 'tokens' | 'characters';
}

/** Words for why rankings gave no pair. */
export const leftOutWords: Readonly<Record<LeftOut, string>> = {
  tied: 'with everything tied',
  'no-reward': 'without rewards to measure gaps by',
  'no-scores': 'without scores to measure gaps by',
  'too-many': 'with too many responses to pair',
  gap: 'with every gap outside the limits',
};
