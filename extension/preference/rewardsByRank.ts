import type { DerivedColumns, LogProbColumns } from './columns.ts';
import { orderStatistics } from './orderStatistics.ts';

/** Distribution of the rewards of one annotated tier: quantiles, nats. */
export interface RewardsOfRank {
  /** 1 = best tier. */
  readonly rank: number;
  readonly n: number;
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

/**
 * Quantiles of the log-ratios log(pi_policy / pi_ref), nats, by annotated tier, over the examples that count.
 * A reward is beta times its log-ratio, so its quantiles are too: they are looked for once, not for every beta.
 */
export function logRatiosByRank(columns: LogProbColumns, loss: DerivedColumns['loss']): RewardsOfRank[] {
  return valuesByTier(columns, loss).flatMap((ratios, t) => {
    if (ratios.length === 0) return [];
    const [q05, q25, q50, q75, q95] = quantiles(ratios, [0.05, 0.25, 0.5, 0.75, 0.95]);
    return [{ rank: t + 1, n: ratios.length, q05, q25, q50, q75, q95 }];
  });
}

/** Log-ratios by tier. */
function valuesByTier(
  { offsets, tier, policyLogp, referenceLogp }: LogProbColumns,
  loss: Float64Array,
): Float64Array[] {
  let tiers = 0;
  for (let c = 0; c < tier.length; c++) if (tier[c] >= tiers) tiers = tier[c] + 1;
  const sizes = new Uint32Array(tiers);
  for (let e = 0; e < loss.length; e++) {
    if (Number.isNaN(loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++) sizes[tier[c]]++;
  }
  const values = Array.from(sizes, (size) => new Float64Array(size));
  sizes.fill(0);
  for (let e = 0; e < loss.length; e++) {
    if (Number.isNaN(loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++)
      values[tier[c]][sizes[tier[c]]++] = policyLogp[c] - referenceLogp[c];
  }
  return values;
}

/** Quantiles of the rewards for a beta. */
export function scaledBy(beta: number, ratios: readonly RewardsOfRank[]): RewardsOfRank[] {
  return ratios.map(({ rank, n, q05, q25, q50, q75, q95 }) => ({
    rank,
    n,
    q05: beta * q05,
    q25: beta * q25,
    q50: beta * q50,
    q75: beta * q75,
    q95: beta * q95,
  }));
}

/** Linear between the two nearest values (type 7 of Hyndman and Fan, 1996). */
function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  const last = values.length - 1;
  const lows = shares.map((share) => Math.floor(share * last));
  const highs = lows.map((low) => Math.min(last, low + 1));
  const found = orderStatistics(values, [...lows, ...highs]);
  return shares.map((share, i) => {
    const [low, high] = [found[i], found[shares.length + i]];
    return low + (share * last - lows[i]) * (high - low);
  });
}
