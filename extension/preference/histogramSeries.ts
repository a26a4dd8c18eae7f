import { countsBetween, histogram } from './histogram.ts';

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

/** Bars of a value, in round steps: where they stand, without what is in them. */
export type Bars = Pick<HistogramSeries, 'edges' | 'below' | 'above'>;

/**
 * Histogram of the values that are not NaN, in round steps, with a bar edge on 0. A few far values do not
 * squeeze the rest: the range goes from the 1st to the 99th percentile and half their distance beyond. `known` is the
 * spread of these very values.
 */
export function histogramSeries(values: Float64Array, known = spread(values)): HistogramSeries {
  const bars = barsOf(known);
  const { edges } = bars;
  const isInside = known.smallest >= edges[0] && known.greatest <= edges[edges.length - 1];
  return { ...bars, counts: isInside ? countsBetween(edges, values) : allCounts(edges, values), n: known.n };
}

/** Counts the values that are not NaN in bars that are there already; far ones in the first and last. */
export function countedIn({ edges, below, above }: Bars, values: Float64Array): HistogramSeries {
  const counts = allCounts(edges, values);
  return { edges, below, above, counts, n: counts.reduce((sum, count) => sum + count, 0) };
}

function allCounts(edges: Float64Array, values: Float64Array): Uint32Array {
  const counts = countsBetween(edges, values);
  const [low, high] = [edges[0], edges[counts.length]];
  for (let i = 0; i < values.length; i++) {
    // Sums of comparisons, since a branch on them is often mispredicted.
    counts[0] += Number(values[i] < low);
    counts[counts.length - 1] += Number(values[i] > high);
  }
  return counts;
}

/** The bars of `histogramSeries`; with `most`, about as many. Whole numbers share no bar by a half: each edge is one. */
export function roundBars(values: Float64Array, most?: number, whole = false): Bars {
  return barsOf(spread(values), most, whole);
}

function barsOf({ n, smallest, greatest, range }: Spread, most = 40, whole = false): Bars {
  if (!range) return { edges: Float64Array.of(0, 1), below: false, above: false };
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  // Finer steps than this show the rounding of the values, under edges that read the same.
  const finest = Math.max(whole ? 1 : 0, largest * 1e-5 + 1e-12);
  const width = (range[1] - range[0]) / Math.min(most, barsFor(n));
  const step = roundStep(Math.max(finest, width || largest / 10 || 0.1));
  const from = Math.floor(range[0] / step + 1e-9);
  const last = range[1] / step;
  const to = Math.max(from + 1, whole ? Math.floor(last) + 1 : Math.ceil(last - 1e-9));
  const edges = Float64Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step);
  // A value beyond an edge by no more than rounding stands on it.
  const rounding = 1e-6 * step;
  return {
    edges,
    below: smallest < edges[0] - rounding,
    above: greatest > edges[to - from] + rounding,
  };
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
