export interface BatchLimits {
  /** Tokens of one forward pass, padding counted. */
  readonly tokens: number;
  /** Bytes that one token's logits take. */
  readonly bytesPerToken: number;
  /** Bytes of logits that one forward pass may give. */
  readonly logitBytes: number;
  /** No batches: padding or batch mates would change the numbers, or the graph takes one. */
  readonly oneAtATime: boolean;
}

/** 256 MiB: a batch's logits come to JavaScript whole, and about four times as much is held on the way. */
export const usualLogitBytes = 2 ** 28;

/**
 * Indices of sequences in batches, longest first, so that lengths in a batch are close and memory is at its peak at once.
 * A sequence that alone breaks a limit has its own batch: it may still fit.
 */
export function packBatches(lengths: readonly number[], limits: BatchLimits): number[][] {
  const budget = Math.min(limits.tokens, Math.floor(limits.logitBytes / limits.bytesPerToken));
  const longestFirst = lengths.map((_, index) => index).sort((a, b) => lengths[b] - lengths[a]);
  const batches: number[][] = [];
  for (const index of longestFirst) {
    const batch = batches[batches.length - 1];
    const fits = batch && !limits.oneAtATime && (batch.length + 1) * lengths[batch[0]] <= budget;
    if (fits) batch.push(index);
    else batches.push([index]);
  }
  return batches;
}
