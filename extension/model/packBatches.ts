/**
 * Indices of sequences in batches under a budget, longest first, so that lengths in a batch are close and memory is at its peak
 * at once. A sequence that alone breaks the budget has its own batch: it may still fit.
 */
export function packBatches(
  lengths: readonly number[],
  /** Tokens of one batch, padding counted. */
  budget: number,
): number[][] {
  const longestFirst = lengths.map((_, index) => index).sort((a, b) => lengths[b] - lengths[a]);
  const batches: number[][] = [];
  for (const index of longestFirst) {
    const batch = batches[batches.length - 1];
    if (batch && (batch.length + 1) * lengths[batch[0]] <= budget) batch.push(index);
    else batches.push([index]);
  }
  return batches;
}
