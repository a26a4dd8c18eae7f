import { correlation } from './differences.ts';
import type { PairedRun } from './pairedRun.ts';

/**
 * Correlation of the rewards that two runs give the same completions, whatever beta: over the examples that both scored in the same
 * record and with the same ranking, in which completions stand in one order.
 */
export function rewardCorrelation(base: PairedRun, other: PairedRun): number {
  const x = new Float64Array(base.ranked.ratio.length);
  const y = new Float64Array(base.ranked.ratio.length);
  let n = 0;
  for (let e = 0; e < base.status.length; e++) {
    if (base.status[e] !== 0 || other.status[e] !== 0) continue;
    const from = base.offsets[e];
    const k = base.offsets[e + 1] - from;
    const isSame = base.variant[e] === other.variant[e] && base.label[e] === other.label[e];
    if (!isSame || other.offsets[e + 1] - other.offsets[e] !== k) continue;
    for (let c = 0; c < k; c++) {
      x[n] = base.ranked.ratio[from + c];
      y[n++] = other.ranked.ratio[other.offsets[e] + c];
    }
  }
  return correlation(x.subarray(0, n), y.subarray(0, n));
}
