import { mulberry32 } from '../../extension/preference/seeded.ts';
import type { TokenScores } from '../../webview/detail/contract.ts';

const words = ['I', ' think', ' the', ' answer', ' is', ' 7', ',', '\n', ' café', ' \u202e', '9'];

interface Sums {
  /** [K] nats that the tokens are to sum to. */
  readonly policyLogp: ArrayLike<number>;
  readonly referenceLogp: ArrayLike<number>;
}

/** Made-up scores of completions with these numbers of tokens; the last token of each ends the text. */
export function generatedTokens(counts: readonly number[], sums?: Sums): TokenScores {
  return {
    changed: [],
    completions: counts.map((count, k) => {
      const draw = mulberry32(k + 1);
      const tokens = Array.from({ length: count }, (_, i) =>
        i === count - 1
          ? { id: 2, text: '</s>', special: true as const }
          : { id: 10 + i, text: words[Math.floor(draw() * words.length)] },
      );
      const reference = Float64Array.from(tokens, () => -4 * draw());
      // Mostly near the reference, here and there far away.
      const policy = reference.map((logp) => Math.min(0, logp + (draw() - 0.45) * (draw() < 0.2 ? 4 : 0.6)));
      if (sums) {
        reach(policy, sums.policyLogp[k]);
        reach(reference, sums.referenceLogp[k]);
      }
      return { tokens, policy, reference };
    }),
  };
}

function reach(values: Float64Array, sum: number): void {
  const left = (sum - values.reduce((a, b) => a + b, 0)) / values.length;
  for (const [i, value] of values.entries()) values[i] = value + left;
}
