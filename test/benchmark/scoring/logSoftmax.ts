/** What someone who scores by hand writes: the sum over a completion's tokens of log-softmax at its label, from logits of [batch, tokens, vocabulary]. */
export function sumsOf(
  logits: Float32Array,
  vocabulary: number,
  promptTokens: number,
  completions: readonly (readonly number[])[],
): number[] {
  const width = logits.length / vocabulary / completions.length;
  return completions.map((completion, row) =>
    completion.reduce((sum, label, place) => {
      const start = (row * width + promptTokens - 1 + place) * vocabulary;
      let max = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + vocabulary; i++) if (logits[i] > max) max = logits[i];
      let total = 0;
      for (let i = start; i < start + vocabulary; i++) total += Math.exp(logits[i] - max);
      return sum + logits[start + label] - max - Math.log(total);
    }, 0),
  );
}
