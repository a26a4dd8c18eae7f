export interface Histogram {
  /** [bins + 1] from the lowest to the highest edge. */
  readonly edges: Float64Array;
  /** [bins] values from one edge up to, not with, the next; the last bin includes its upper edge. */
  readonly counts: Uint32Array;
}

/**
 * Counts `values` in bins of equal width over `range`, by default from the smallest to the largest finite
 * value. NaN, infinite values and values outside the range are not counted. A range without width is
 * widened by 0.5 to both sides; with no values at all it is 0..1.
 */
export function histogram(
  values: ArrayLike<number>,
  { bins, range }: { readonly bins: number; readonly range?: readonly [number, number] },
): Histogram {
  let [low, high] = range ?? finiteRange(values);
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  // Edges as a blend, since high - low overflows for the largest doubles.
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => low * (1 - i / bins) + high * (i / bins));
  // Between neighbouring doubles rounding could let an edge fall behind the one before, or beyond the last.
  for (let i = 1; i <= bins; i++) edges[i] = Math.min(high, Math.max(edges[i - 1], edges[i]));
  return { edges, counts: countsBetween(edges, values) };
}

/** [bins] how many values lie in each bin of equal width; those outside and NaN in none. */
export function countsBetween(edges: Float64Array, values: ArrayLike<number>): Uint32Array {
  const bins = edges.length - 1;
  const [low, high] = [edges[0], edges[bins]];
  const counts = new Uint32Array(bins);
  const width = high - low;
  // Wider than the largest double: the edges are walked from the first.
  const perUnit = width < Number.POSITIVE_INFINITY ? bins / width : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= low && value <= high)) continue;
    // A guess, rounded by at most a bin.
    let bin = ((value - low) * perUnit) | 0;
    if (bin >= bins) bin = bins - 1;
    while (value < edges[bin]) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts;
}

function finiteRange(values: ArrayLike<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
