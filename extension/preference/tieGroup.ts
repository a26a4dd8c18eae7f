import { integrateTieGroup } from './tieGroupIntegral.ts';
import { largestSubsetGroup, sumOverSubsets } from './tieGroupSubsets.ts';

// A completion that is this many nats above the rest comes after it with probability under e^-600: never.
const certain = 600;

let logWeights = new Float64Array(0);
let groupSlopes = new Float64Array(0);
let members = new Uint32Array(0);

/**
 * Log-probability that every completion of a tie group is picked before the rest, whatever their order
 * among themselves: log f(G) with f({}) = 1 and f(S) = sum over i in S of w_i / (w(S) + R) * f(S without i).
 * `x[i]` = log(w_i / R), nats, i < count. Writes d log f / d x[i], which is >= 0, to `slope[i]`. Both keep
 * their relative precision down to the smallest numbers, for any finite x. Without `slopes`, `slope` may then hold anything.
 */
export function tieGroup(x: Float64Array, count: number, slope: Float64Array, slopes = true): number {
  if (logWeights.length < count) {
    logWeights = new Float64Array(2 * count);
    groupSlopes = new Float64Array(2 * count);
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
  if (n === 2 && !slopes) return pairBeforeRest(logWeights[0], logWeights[1]);
  const marginal = n <= largestSubsetGroup ? sumOverSubsets : integrateTieGroup;
  const sum = marginal(logWeights, n, groupSlopes, slopes);
  const logProbability = n === 2 ? pairBeforeRest(logWeights[0], logWeights[1]) : sum;
  for (let i = 0; i < n; i++) slope[members[i]] = groupSlopes[i];
  return logProbability;
}

/**
 * The sum over subsets written out for two, which is what most ties are: ab / (1 + a + b) * (1 / (1 + a) + 1 / (1 + b)).
 * Near 1 from the complement, as there; below, min(1, w) is factored out of both. x, y <= 600.
 */
function pairBeforeRest(x: number, y: number): number {
  const a = Math.exp(x);
  const b = Math.exp(y);
  const afterA = 1 / (1 + a);
  const afterB = 1 / (1 + b);
  const bound = afterA + afterB;
  if (bound < 0.75) return Math.log1p(-(1 + a * afterB + b * afterA) / (1 + a + b));
  const lifted = Math.max(1, a) * Math.max(1, b);
  return Math.min(0, x) + Math.min(0, y) + Math.log((lifted * bound) / (1 + a + b));
}
