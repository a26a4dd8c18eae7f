import { undefinedTop1 } from '../columns.ts';
import { lossesAt, type Ranked } from '../ranked.ts';
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

export function runMetrics({ ranked }: Pick<PairedRun, 'ranked'>): RunMetrics {
  const loss = new Float64Array(ranked.top1.length);
  const weight = new Float64Array(ranked.ratio.length);
  let lossBeta: number | undefined;
  return {
    unit: {
      accuracy: ranked.pairwiseAccuracy,
      tau: ranked.kendallTauB,
      top1: Float64Array.from(ranked.top1, (value) => (value === undefinedTop1 ? Number.NaN : value)),
      margin: ranked.margin,
      chosen: bestRatios(ranked),
    },
    loss(beta) {
      if (beta !== lossBeta) lossesAt(ranked, beta, loss, weight);
      lossBeta = beta;
      return loss;
    },
  };
}

/** [N] mean log-ratio of the best tier. */
function bestRatios({ example, starts, ratio, tier, last, top1 }: Ranked): Float64Array {
  const out = new Float64Array(top1.length).fill(Number.NaN);
  for (let i = 0; i < out.length; i++) {
    const e = example[i];
    if (top1[e] === undefinedTop1) continue;
    const from = starts[i];
    let end = from;
    let sum = 0;
    while (end < starts[i + 1] && tier[end] === tier[from]) sum += ratio[end++];
    out[e] = last[e] + sum / (end - from);
  }
  return out;
}
