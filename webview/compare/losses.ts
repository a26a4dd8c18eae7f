import { signal } from '@preact/signals';
import type { RunMetrics } from '../../extension/preference/paired/pairedMetrics.ts';

/** ms in which as many runs as possible follow at once; the rest has its turn after the page was drawn. */
const atOnce = 30;

/** Losses of all runs, following beta one run after the other: a million examples of eight runs take longer than a frame. */
export function followingLosses(metrics: readonly RunMetrics[]) {
  /** [runs] the beta of each run's losses. */
  const betas = metrics.map(() => signal(Number.NaN));
  let timer: ReturnType<typeof setTimeout> | undefined;
  function follow(beta: number): void {
    clearTimeout(timer);
    const end = performance.now() + atOnce;
    for (const [run, one] of metrics.entries()) {
      if (betas[run].peek() === beta) continue;
      if (performance.now() > end) {
        timer = setTimeout(() => follow(beta));
        return;
      }
      one.loss(beta);
      betas[run].value = beta;
    }
  }
  return {
    follow,
    /** The losses for this beta, where they have followed. */
    at(run: number, beta: number): Float64Array | undefined {
      return betas[run].value === beta ? metrics[run].loss(beta) : undefined;
    },
  };
}
