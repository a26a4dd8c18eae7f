import { integrateTieGroup } from './tieGroupIntegral.ts';
import { largestSubsetGroup, sumOverSubsets } from './tieGroupSubsets.ts';

// A completion that is this many nats above the rest comes after it with probability under e^-600: never.
const certain = 600;

let logWeights = new Float64Array(0);
let slopes = new Float64Array(0);
let members = new Uint32Array(0);

/**
 * Log-probability that every completion of a tie group is picked before the rest, whatever their order
 * among themselves: log f(G) with f({}) = 1 and f(S) = sum over i in S of w_i / (w(S) + R) * f(S without i).
 * `x[i]` = log(w_i / R), nats, i < count. Writes d log f / d x[i], which is >= 0, to `slope[i]`. Both keep
 * their relative precision down to the smallest numbers, for any finite x.
 */
export function tieGroup(x: Float64Array, count: number, slope: Float64Array): number {
  if (logWeights.length < count) {
    logWeights = new Float64Array(2 * count);
    slopes = new Float64Array(2 * count);
    members = new Uint32Array(2 * count);
  }
  let n = 0;
  for (let i = 0; i < count; i++) {
    slope[i] = 0;
    if (x[i] > certain) continue;
    members[n] = i;
    logWeights[n++] = x[i];
  }
  if (n === 0) return 0;
  const marginal = n <= largestSubsetGroup ? sumOverSubsets : integrateTieGroup;
  const logProbability = marginal(logWeights, n, slopes);
  for (let i = 0; i < n; i++) slope[members[i]] = slopes[i];
  return logProbability;
}
