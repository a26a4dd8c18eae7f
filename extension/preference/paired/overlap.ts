import { undefinedTop1 } from '../columns.ts';
import type { Job } from '../job.ts';
import type { PairedRun } from './pairedRun.ts';

/** Which runs scored which examples, at most eight of them. */
export interface Overlap {
  /** [N] bit r: run r scored the example. */
  readonly scoredIn: Uint8Array;
  /** [2 ** runs] how many examples there are of each such set of runs. */
  readonly counts: Uint32Array;
}

/** A run a piece. */
export function* overlapOf(runs: readonly Pick<PairedRun, 'ranked'>[]): Job<Overlap> {
  const n = runs[0]?.ranked.top1.length ?? 0;
  const scoredIn = new Uint8Array(n);
  for (const [run, { ranked }] of runs.entries()) {
    const { top1 } = ranked;
    for (let e = 0; e < n; e++) scoredIn[e] |= Number(top1[e] !== undefinedTop1) << run;
    yield;
  }
  const counts = new Uint32Array(2 ** runs.length);
  for (let e = 0; e < n; e++) counts[scoredIn[e]]++;
  return { scoredIn, counts };
}

/** As `pairedMeans`, from each run's sums over the sets of `overlap`. */
export function pairedMean(
  { counts }: Overlap,
  base: number,
  other: number,
  sums: Float64Array,
  otherSums: Float64Array,
) {
  const both = (1 << base) | (1 << other);
  let [n, a, b] = [0, 0, 0];
  for (let set = 0; set < counts.length; set++) {
    if ((set & both) !== both) continue;
    n += counts[set];
    a += sums[set];
    b += otherSums[set];
  }
  return { n, base: a / n, other: b / n, difference: (b - a) / n };
}
