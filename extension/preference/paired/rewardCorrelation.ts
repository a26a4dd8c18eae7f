import { placesOf } from '../ranked.ts';
import { correlation } from './differences.ts';
import type { PairedRun } from './pairedRun.ts';

/**
 * Correlation of the rewards that two runs give the same completions, whatever beta: over the examples that both scored in the same
 * record and with the same ranking, in which completions stand in one order.
 */
export function rewardCorrelation(base: PairedRun, other: PairedRun): number {
  const x = new Float64Array(base.ranked.ratio.length);
  const y = new Float64Array(base.ranked.ratio.length);
  const [place, otherPlace] = [placesOf(base.ranked), placesOf(other.ranked)];
  let n = 0;
  for (let e = 0; e < base.status.length; e++) {
    if (base.status[e] !== 0 || other.status[e] !== 0) continue;
    if (base.variant[e] !== other.variant[e] || base.label[e] !== other.label[e]) continue;
    const [at, otherAt] = [place[e], otherPlace[e]];
    const [from, otherFrom] = [base.ranked.starts[at], other.ranked.starts[otherAt]];
    const k = base.ranked.starts[at + 1] - from;
    if (other.ranked.starts[otherAt + 1] - otherFrom !== k) continue;
    for (let c = 0; c < k; c++) {
      x[n] = base.ranked.last[e] + base.ranked.ratio[from + c];
      y[n++] = other.ranked.last[e] + other.ranked.ratio[otherFrom + c];
    }
  }
  return correlation(x.subarray(0, n), y.subarray(0, n));
}
