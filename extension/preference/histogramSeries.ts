import { histogram } from './histogram.ts';

/** Bars of a histogram. Values beyond the ends of the range are counted in the first and last bar. */
export interface HistogramSeries {
  /** [bins + 1], ascending. */
  readonly edges: Float64Array;
  /** [bins] */
  readonly counts: Uint32Array;
  /** Values counted. */
  readonly n: number;
  /** Whether the first and the last bar also hold values beyond their edges. */
  readonly below: boolean;
  readonly above: boolean;
}

/**
 * Histogram of the values that are not NaN, in round steps, with a bar edge on 0. A few far values do not
 * squeeze the rest: the range goes from the 1st to the 99th percentile and half their distance beyond. `known` is the
 * spread of these very values.
 */
export function histogramSeries(values: Float64Array, known = spread(values)): HistogramSeries {
  const { n, smallest, greatest, range } = known;
  if (!range)
    return { edges: Float64Array.of(0, 1), counts: new Uint32Array(1), n: 0, below: false, above: false };
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  // Finer steps than this show the rounding of the values, under edges that read the same.
  const finest = largest * 1e-5 + 1e-12;
  const step = roundStep(Math.max(finest, (range[1] - range[0]) / barsFor(n) || largest / 10 || 0.1));
  const from = Math.floor(range[0] / step + 1e-9);
  const to = Math.max(from + 1, Math.ceil(range[1] / step - 1e-9));
  const bins = to - from;
  const low = from * step;
  const high = to * step;
  const { counts } = histogram(values, { bins, range: [low, high] });
  let below = 0;
  let above = 0;
  if (smallest < low || greatest > high)
    for (let i = 0; i < values.length; i++) {
      below += Number(values[i] < low);
      above += Number(values[i] > high);
    }
  counts[0] += below;
  counts[bins - 1] += above;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (from + i) * step);
  // A value beyond an edge by no more than rounding stands on it.
  const rounding = 1e-6 * step;
  return { edges, counts, n, below: smallest < low - rounding, above: greatest > high + rounding };
}

/** More bars for more values: three times the cube root of their number, before steps are rounded up. */
function barsFor(n: number): number {
  return Math.max(8, Math.min(40, 3 * Math.cbrt(n)));
}

export interface Spread {
  /** Values that are not NaN, with the smallest and the greatest. */
  readonly n: number;
  readonly smallest: number;
  readonly greatest: number;
  /** 1st to 99th percentile (to 1 in 512 of the whole range) and half their distance beyond, inside the finite values; undefined without any. */
  readonly range: readonly [number, number] | undefined;
}

export function spread(values: Float64Array): Spread {
  let n = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let [lowest, highest] = [smallest, greatest];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    n++;
    if (value < smallest) smallest = value;
    if (value > greatest) greatest = value;
    if (value - value !== 0) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (lowest > highest) return { n, smallest, greatest, range: undefined };
  const { edges, counts } = histogram(values, { bins: 512, range: [lowest, highest] });
  const total = counts.reduce((sum, c) => sum + c, 0);
  let low = 0;
  for (let seen = counts[0]; seen < total * 0.01; seen += counts[low]) low++;
  let high = counts.length - 1;
  for (let seen = counts[high]; seen < total * 0.01; seen += counts[high]) high--;
  const slack = (edges[high + 1] - edges[low]) / 2;
  const range = [Math.max(lowest, edges[low] - slack), Math.min(highest, edges[high + 1] + slack)] as const;
  return { n, smallest, greatest, range };
}

/** Of the values times `scale`, which is above 0. */
export function scaledSpread({ n, smallest, greatest, range }: Spread, scale: number): Spread {
  return {
    n,
    smallest: scale * smallest,
    greatest: scale * greatest,
    range: range && [scale * range[0], scale * range[1]],
  };
}

/** The next step of 1, 2 or 5 times a power of ten. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const lead = step / power;
  return (lead <= 1 + 1e-9 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}
