import { undefinedTop1 } from '../columns.ts';
import { lossesAt } from '../ranked.ts';
import type { PairedRun } from './pairedRun.ts';

/** What runs are compared by. */
export const metricKeys = ['loss', 'accuracy', 'top1', 'tau', 'margin', 'chosen'] as const;
export type MetricKey = (typeof metricKeys)[number];

/** Whether less is better. */
export const lowerIsBetter = (key: MetricKey): boolean => key === 'loss';
/** Proportional to beta, so that another beta is a factor. */
export const scalesWithBeta = (key: MetricKey): boolean => key === 'margin' || key === 'chosen';

/** What one run says of every example, [N] each, NaN where it is undefined. */
export interface RunMetrics {
  /** For beta 1 where it scales with beta. */
  readonly unit: Readonly<Record<Exclude<MetricKey, 'loss'>, Float64Array>>;
  /** Losses, nats; of the last beta that was asked for, in the same array. */
  loss(beta: number): Float64Array;
}

export function runMetrics(run: Pick<PairedRun, 'offsets' | 'ranked'>): RunMetrics {
  const { offsets, ranked } = run;
  const n = ranked.top1.length;
  const loss = new Float64Array(n);
  const unitMargin = new Float64Array(n);
  lossesAt(offsets, ranked, 1, { loss, margin: unitMargin });
  let lossBeta = 1;
  const scratch = new Float64Array(n);
  return {
    unit: {
      accuracy: ranked.pairwiseAccuracy,
      tau: ranked.kendallTauB,
      top1: Float64Array.from(ranked.top1, (value) => (value === undefinedTop1 ? Number.NaN : value)),
      margin: unitMargin,
      chosen: bestRatios(run),
    },
    loss(beta) {
      if (beta !== lossBeta) lossesAt(offsets, ranked, beta, { loss, margin: scratch });
      lossBeta = beta;
      return loss;
    },
  };
}

/** [N] mean log-ratio of the best tier. */
function bestRatios({ offsets, ranked }: Pick<PairedRun, 'offsets' | 'ranked'>): Float64Array {
  const { ratio, tier, top1 } = ranked;
  const out = new Float64Array(top1.length).fill(Number.NaN);
  for (let e = 0; e < out.length; e++) {
    if (top1[e] === undefinedTop1) continue;
    const from = offsets[e];
    let end = from;
    let sum = 0;
    while (end < offsets[e + 1] && tier[end] === tier[from]) sum += ratio[end++];
    out[e] = sum / (end - from);
  }
  return out;
}
