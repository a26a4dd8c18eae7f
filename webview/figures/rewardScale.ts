import type { RewardsOfTier } from '../../extension/preference/rewardsByTier.ts';
import { digitsFor } from '../format.ts';

/** Reward, nats, that fills a reward bar (a little more than their root mean square), and the decimals that suit it. */
export function rewardScaleOf(tiers: readonly RewardsOfTier[]): {
  readonly scale: number;
  readonly digits: number;
} {
  let n = 0;
  let squares = 0;
  for (const tier of tiers) {
    n += tier.n;
    squares += tier.n * (tier.mean ** 2 + (tier.sd || 0) ** 2);
  }
  const scale = 1.3 * Math.sqrt(squares / n);
  return { scale: scale || 1, digits: digitsFor(scale) };
}
