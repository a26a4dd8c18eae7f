import type { DerivedColumns, LogProbColumns } from './columns.ts';
import { type Rate, wilson } from './wilson.ts';

/** Completions whose probability to be ranked first lies in low..high (the last bin includes 1). */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  /** Mean probability given; NaN when the bin is empty. */
  readonly meanProbability: number;
  /** Share that is annotated first, n completions. */
  readonly first: Rate;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: |share - mean probability| by completions; NaN when there are none. */
  readonly error: number;
}

/**
 * How often completions that get a certain `topProbability` are the annotated best. Only examples whose best
 * tier is a single completion take part: among tied ones nobody saw which comes first.
 */
export function calibration(
  columns: Pick<LogProbColumns, 'offsets' | 'tier'>,
  derived: Pick<DerivedColumns, 'loss' | 'topProbability'>,
  binCount = 10,
): Calibration {
  const { offsets, tier } = columns;
  const n = new Float64Array(binCount);
  const sum = new Float64Array(binCount);
  const first = new Float64Array(binCount);
  for (let e = 0; e < derived.loss.length; e++) {
    if (Number.isNaN(derived.loss[e])) continue;
    const from = offsets[e];
    const to = offsets[e + 1];
    let best = tier[from];
    let shared = 0;
    for (let c = from; c < to; c++) {
      if (tier[c] < best) {
        best = tier[c];
        shared = 1;
      } else if (tier[c] === best) shared++;
    }
    if (shared !== 1) continue;
    for (let c = from; c < to; c++) {
      const probability = derived.topProbability[c];
      const bin = Math.min(binCount - 1, Math.floor(probability * binCount));
      n[bin]++;
      sum[bin] += probability;
      if (tier[c] === best) first[bin]++;
    }
  }
  let total = 0;
  let off = 0;
  for (let bin = 0; bin < binCount; bin++) {
    total += n[bin];
    off += Math.abs(first[bin] - sum[bin]);
  }
  return {
    bins: Array.from(n, (count, bin) => ({
      low: bin / binCount,
      high: (bin + 1) / binCount,
      meanProbability: sum[bin] / count,
      first: wilson(first[bin], count),
    })),
    error: off / total,
  };
}
