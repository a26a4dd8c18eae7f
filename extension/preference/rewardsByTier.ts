import type { DerivedColumns, LogProbColumns } from './columns.ts';
import { type Estimate, estimateOf } from './moments.ts';

export interface RewardsOfTier extends Estimate {
  /** Annotated rank, 0 = best. */
  readonly tier: number;
}

/** Mean and spread of the implicit rewards (nats) of the completions of each annotated tier, best first. */
export function rewardsByTier({ offsets, tier }: LogProbColumns, derived: DerivedColumns): RewardsOfTier[] {
  let tiers = 0;
  for (const t of tier) if (t >= tiers) tiers = t + 1;
  const n = new Float64Array(tiers);
  const mean = new Float64Array(tiers);
  const squares = new Float64Array(tiers);
  for (let e = 0; e < derived.loss.length; e++) {
    if (Number.isNaN(derived.loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++) {
      const t = tier[c];
      // Welford (1962).
      const off = derived.reward[c] - mean[t];
      mean[t] += off / ++n[t];
      squares[t] += off * (derived.reward[c] - mean[t]);
    }
  }
  return Array.from(n, (count, t) => ({ tier: t, ...estimateOf(count, mean[t], squares[t]) })).filter(
    (rewards) => rewards.n > 0,
  );
}
