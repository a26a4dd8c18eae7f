import { undefinedTop1 } from '../columns.ts';
import type { Job } from '../job.ts';
import { lossAtPlace, lossesAt, placesOf, type Ranked } from '../ranked.ts';
import type { PairedRun } from './pairedRun.ts';

/** What runs are compared by. */
export const metricKeys = ['loss', 'accuracy', 'top1', 'tau', 'margin', 'chosen'] as const;
export type MetricKey = (typeof metricKeys)[number];

/** Whether less is better. */
export const lowerIsBetter = (key: MetricKey): boolean => key === 'loss';
/** Proportional to beta, so that another beta is a factor. */
export const scalesWithBeta = (key: MetricKey): boolean => key === 'margin' || key === 'chosen';

/** What one run says of every example, [N] each, NaN where it is undefined. What nobody reads is not computed. */
export interface RunMetrics {
  /** For beta 1 where it scales with beta. */
  readonly unit: Readonly<Record<Exclude<MetricKey, 'loss'>, Float64Array>>;
  /** Losses, nats, piece by piece; those of the last beta are kept. */
  losses(beta: number): Job<Float64Array>;
  /** Loss of one example, nats. */
  lossOf(example: number, beta: number): number;
  /** [N] place of each example in `ranked`. */
  places(): Uint32Array;
}

/** Some 5 ms of losses. */
const placesAtOnce = 1 << 16;

export function runMetrics({ ranked }: Pick<PairedRun, 'ranked'>): RunMetrics {
  let top1: Float64Array | undefined;
  let chosen: Float64Array | undefined;
  let places: Uint32Array | undefined;
  let kept: { readonly beta: number; readonly loss: Float64Array } | undefined;
  const placesNow = () => {
    places ??= placesOf(ranked);
    return places;
  };
  return {
    unit: {
      accuracy: ranked.pairwiseAccuracy,
      tau: ranked.kendallTauB,
      margin: ranked.margin,
      get top1() {
        top1 ??= topShares(ranked);
        return top1;
      },
      get chosen() {
        chosen ??= bestRatios(ranked);
        return chosen;
      },
    },
    *losses(beta) {
      if (kept?.beta === beta) return kept.loss;
      const loss = new Float64Array(ranked.top1.length);
      for (let from = 0; from < loss.length; from += placesAtOnce) {
        if (from > 0) yield;
        lossesAt(ranked, beta, loss, from, Math.min(loss.length, from + placesAtOnce));
      }
      kept = { beta, loss };
      return loss;
    },
    lossOf: (example, beta) => lossAtPlace(ranked, placesNow()[example], beta),
    places: placesNow,
  };
}

function topShares({ top1 }: Ranked): Float64Array {
  const out = new Float64Array(top1.length);
  for (let e = 0; e < out.length; e++) out[e] = top1[e] === undefinedTop1 ? Number.NaN : top1[e];
  return out;
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
