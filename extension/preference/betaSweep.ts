import type { LogProbColumns } from './columns.ts';
import { estimate } from './moments.ts';
import { lossesAt, rankedColumns } from './ranked.ts';

/** The mean loss over beta. Pairwise accuracy sees only the order of the rewards, which no beta changes. */
export interface BetaSweep {
  readonly betas: readonly number[];
  /** [betas] mean loss, nats; NaN without examples. */
  readonly losses: readonly number[];
  /** Mean loss with all rewards equal, nats: what it tends to as beta goes to 0. */
  readonly chance: number;
  /** Mean over the examples. */
  readonly accuracy: number;
  /** Index of the smallest loss; -1 without examples. */
  readonly best: number;
  readonly n: number;
}

/** Six betas in a decade, 0.001 to 10. */
export const sweptBetas: readonly number[] = Array.from({ length: 25 }, (_, i) => 10 ** (i / 6 - 3));

export function betaSweep(columns: LogProbColumns, betas: readonly number[] = sweptBetas): BetaSweep {
  const ranked = rankedColumns(columns);
  const n = columns.offsets.length - 1;
  const [loss, margin] = [new Float64Array(n), new Float64Array(n)];
  const losses = betas.map((beta) => {
    lossesAt(columns.offsets, ranked, beta, { loss, margin });
    return estimate(loss).mean;
  });
  const accuracy = estimate(ranked.pairwiseAccuracy);
  let best = -1;
  losses.forEach((value, i) => {
    if (!Number.isNaN(value) && (best < 0 || value < losses[best])) best = i;
  });
  return {
    betas,
    losses,
    chance: estimate(ranked.chance).mean,
    accuracy: accuracy.mean,
    best,
    n: accuracy.n,
  };
}
