/** Bin of a value: from one edge up to, not with, the next; what lies beyond is in the first and the last. */
export function binOf(edges: Float64Array): (value: number) => number {
  const last = edges.length - 2;
  const low = edges[0];
  const perUnit = (last + 1) / (edges[last + 1] - low);
  return (value) => {
    // A guess, rounded by at most a bin; NaN where the width overflows.
    let bin = Math.max(0, Math.min(last, Math.floor((value - low) * perUnit))) || 0;
    while (bin > 0 && value < edges[bin]) bin--;
    while (bin < last && value >= edges[bin + 1]) bin++;
    return bin;
  };
}
