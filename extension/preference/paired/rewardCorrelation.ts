import type { Job } from '../job.ts';
import type { Moments2 } from './differences.ts';
import { addPair, moments2, pearson } from './differences.ts';
import type { PairedRun } from './pairedRun.ts';

/** A run and where its examples stand. */
export interface PlacedRun {
  readonly run: PairedRun;
  /** [N] as of `placesOf`. */
  readonly places: Uint32Array;
}

const examplesAtOnce = 1 << 16;

/**
 * Correlation of the rewards that two runs give the same completions, whatever beta: over the examples that both scored in the same
 * record and with the same ranking, in which completions stand in one order. Piece by piece.
 */
export function* rewardCorrelation(base: PlacedRun, other: PlacedRun): Job<number> {
  const moments = moments2();
  const n = base.run.status.length;
  for (let from = 0; from < n; from += examplesAtOnce) {
    if (from > 0) yield;
    add(moments, base, other, from, Math.min(n, from + examplesAtOnce));
  }
  return pearson(moments);
}

function add(
  moments: Moments2,
  { run: base, places }: PlacedRun,
  { run: other, places: otherPlaces }: PlacedRun,
  first: number,
  end: number,
): void {
  for (let e = first; e < end; e++) {
    if (base.status[e] !== 0 || other.status[e] !== 0) continue;
    if (base.variant[e] !== other.variant[e] || base.label[e] !== other.label[e]) continue;
    const [at, otherAt] = [places[e], otherPlaces[e]];
    const [from, otherFrom] = [base.ranked.starts[at], other.ranked.starts[otherAt]];
    const k = base.ranked.starts[at + 1] - from;
    if (other.ranked.starts[otherAt + 1] - otherFrom !== k) continue;
    for (let c = 0; c < k; c++)
      addPair(
        moments,
        base.ranked.last[e] + base.ranked.ratio[from + c],
        other.ranked.last[e] + other.ranked.ratio[otherFrom + c],
      );
  }
}
