import type { LogProbColumns } from './columns.ts';
import { type Estimate, estimate } from './moments.ts';
import { spearman } from './spearman.ts';

/** How far rewards follow length, over the examples of which every length is known. */
export interface LengthBias {
  /** [C'] tokens and log-ratio log(pi_policy / pi_ref), nats, of their completions. */
  readonly tokens: Float64Array;
  readonly ratio: Float64Array;
  /** Spearman's correlation of the two; NaN where one does not vary. The same for rewards at any beta. */
  readonly rho: number;
  /** Pairwise accuracy of picking the longer, and of the policy: means over examples of the share of ordered pairs that are strictly right. */
  readonly longer: Estimate;
  readonly policy: Estimate;
}

/** Every example of `columns` is scored and has a preference. Tokens of 0 are not known. */
export function lengthBias({ offsets, tier, policyLogp, referenceLogp, tokens }: LogProbColumns): LengthBias {
  const examples = offsets.length - 1;
  const lengths = new Float64Array(tier.length);
  const ratios = new Float64Array(tier.length);
  const longer = new Float64Array(examples).fill(Number.NaN);
  const policy = new Float64Array(examples).fill(Number.NaN);
  let n = 0;
  for (let e = 0; e < examples; e++) {
    const from = offsets[e];
    const to = offsets[e + 1];
    let isKnown = true;
    for (let c = from; c < to; c++) isKnown = isKnown && tokens[c] > 0;
    if (!isKnown) continue;
    const start = n;
    for (let c = from; c < to; c++) {
      lengths[n] = tokens[c];
      ratios[n++] = policyLogp[c] - referenceLogp[c];
    }
    let pairs = 0;
    let byLength = 0;
    let byPolicy = 0;
    for (let a = from; a < to; a++)
      for (let b = from; b < to; b++) {
        if (tier[a] >= tier[b]) continue;
        pairs++;
        byLength += Number(tokens[a] > tokens[b]);
        byPolicy += Number(ratios[start + a - from] > ratios[start + b - from]);
      }
    longer[e] = byLength / pairs;
    policy[e] = byPolicy / pairs;
  }
  const [known, ratio] = [lengths.subarray(0, n), ratios.subarray(0, n)];
  return {
    tokens: known,
    ratio,
    rho: spearman(ratio, known),
    longer: estimate(longer),
    policy: estimate(policy),
  };
}
