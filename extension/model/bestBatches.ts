/** What a forward pass costs beside its tokens, in tokens: on the CPU the weights pass by, on a GPU some thousand kernels start. */
export const passCost = { alone: 24, batches: 256 };

/**
 * Splits rows into batches that cost least: a batch costs `apart` tokens for itself, and its longest row once for each of its
 * rows. Exact: in the best split, rows of a batch stand side by side when ordered by length. [n] lengths to indices, longest first.
 */
export function bestBatches(
  lengths: readonly number[],
  limits: {
    readonly apart: number;
    /** Tokens of a batch of more than one, padding counted; 0 = each row by itself. */
    readonly most: number;
    /** Rows of a batch. */
    readonly mostRows?: number;
  },
): number[][] {
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[b] - lengths[a]);
  const n = order.length;
  // cost[i]: of the first i rows; from[i]: where their last batch begins.
  const cost = [0];
  const from = [0];
  for (let end = 1; end <= n; end++) {
    cost[end] = Number.POSITIVE_INFINITY;
    for (let start = end - 1; start >= 0; start--) {
      const rows = end - start;
      const tokens = rows * lengths[order[start]];
      if (rows > 1 && (tokens > limits.most || rows > (limits.mostRows ?? n))) break;
      const total = cost[start] + limits.apart + tokens;
      if (total >= cost[end]) continue;
      cost[end] = total;
      from[end] = start;
    }
  }
  const batches: number[][] = [];
  for (let end = n; end > 0; end = from[end]) batches.unshift(order.slice(from[end], end));
  return batches;
}
