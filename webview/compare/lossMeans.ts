import { signal } from '@preact/signals';
import { lossSums } from '../../extension/preference/paired/lossSums.ts';
import { type Overlap, pairedMean } from '../../extension/preference/paired/overlap.ts';
import type { PageRun } from './contract.ts';

/** ms in which as many runs as possible follow at once; the rest has its turn after the page was drawn. */
const atOnce = 30;

interface Sums {
  readonly beta: number;
  /** [2 ** runs] as of `lossSums`. */
  readonly of: Float64Array;
}

/** Mean losses of all runs, following beta one run after the other: a million examples of eight runs take longer than a frame. */
export function followingMeans(runs: readonly PageRun[], overlap: Overlap) {
  /** [runs] the sums of each run, and their beta. */
  const sums = runs.map(() => signal<Sums>({ beta: Number.NaN, of: new Float64Array(0) }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  function follow(beta: number): void {
    clearTimeout(timer);
    const end = performance.now() + atOnce;
    for (const [run, { ranked }] of runs.entries()) {
      if (sums[run].peek().beta === beta) continue;
      if (performance.now() > end) {
        timer = setTimeout(() => follow(beta));
        return;
      }
      sums[run].value = { beta, of: lossSums(ranked, beta, overlap.scoredIn, overlap.counts.length) };
    }
  }
  return {
    follow,
    /** Means of two runs over the examples that both scored (of one run: twice the same); undefined while they follow. */
    at(base: number, other: number, beta: number) {
      const [a, b] = [sums[base].value, sums[other].value];
      return a.beta === beta && b.beta === beta ? pairedMean(overlap, base, other, a.of, b.of) : undefined;
    },
  };
}
