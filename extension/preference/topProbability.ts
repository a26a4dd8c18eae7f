import type { LogProbColumns } from './columns.ts';

/**
 * [C] `DerivedColumns.topProbability` alone: the softmax of each example's rewards for a beta, a fraction of what
 * `derive` costs. NaN where a log-prob of the example is not finite.
 */
export function topProbability(
  { offsets, policyLogp, referenceLogp }: Pick<LogProbColumns, 'offsets' | 'policyLogp' | 'referenceLogp'>,
  beta: number,
): Float64Array {
  const out = new Float64Array(policyLogp.length);
  for (let e = 0; e + 1 < offsets.length; e++) {
    const from = offsets[e];
    const to = offsets[e + 1];
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = from; c < to; c++) largest = Math.max(largest, policyLogp[c] - referenceLogp[c]);
    let sum = 0;
    for (let c = from; c < to; c++) {
      out[c] = Math.exp(beta * (policyLogp[c] - referenceLogp[c] - largest));
      sum += out[c];
    }
    for (let c = from; c < to; c++) out[c] /= sum;
  }
  return out;
}
