import type { DerivedColumns, LogProbColumns } from './columns.ts';
import { type Estimate, estimateOf } from './moments.ts';

export interface RewardsOfTier extends Estimate {
  /** Annotated rank, 0 = best. */
  readonly tier: number;
}

/** Mean and spread of the implicit rewards (nats) of the completions of each annotated tier, best first. */
export function rewardsByTier(
  { offsets, tier }: LogProbColumns,
  derived: Pick<DerivedColumns, 'loss' | 'reward'>,
): RewardsOfTier[] {
  let tiers = 0;
  for (let c = 0; c < tier.length; c++) if (tier[c] >= tiers) tiers = tier[c] + 1;
  const n = new Float64Array(tiers);
  const mean = new Float64Array(tiers);
  const squares = new Float64Array(tiers);
  const { loss, reward } = derived;
  // Two passes without a division in them: a million rows wait for this.
  for (let e = 0; e < loss.length; e++) {
    if (Number.isNaN(loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++) {
      n[tier[c]]++;
      mean[tier[c]] += reward[c];
    }
  }
  for (let t = 0; t < tiers; t++) mean[t] /= n[t];
  for (let e = 0; e < loss.length; e++) {
    if (Number.isNaN(loss[e])) continue;
    for (let c = offsets[e]; c < offsets[e + 1]; c++) {
      const off = reward[c] - mean[tier[c]];
      squares[tier[c]] += off * off;
    }
  }
  return Array.from(n, (count, t) => ({ tier: t, ...estimateOf(count, mean[t], squares[t]) })).filter(
    (rewards) => rewards.n > 0,
  );
}
