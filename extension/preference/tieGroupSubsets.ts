import { nearlyCertain } from './nearlyCertain.ts';

/** Groups up to this size are summed over their subsets exactly. */
export const largestSubsetGroup = 12;

// Scratch by subset, a bit per completion; every call overwrites what it reads. Grown for tests beyond 12.
let total = new Float64Array(0);
let finish = new Float64Array(0);
let reach = new Float64Array(0);
let missed = new Float64Array(0);
const weight = new Float64Array(32);
const lifted = new Float64Array(32);

/**
 * `tieGroup` by dynamic programming over the 2^count subsets of completions still to be picked. Weights
 * are relative to the rest (R = 1). Only positive terms are ever added, so no digits cancel; and factoring
 * min(1, w) out of every completion keeps all tables between 1 / (n + 1)! and n!, so that plain numbers do
 * the work of logarithms. x[i] <= 600.
 */
export function sumOverSubsets(x: Float64Array, count: number, slope: Float64Array, slopes = true): number {
  const size = 1 << count;
  const all = size - 1;
  if (total.length < size) {
    total = new Float64Array(size);
    finish = new Float64Array(size);
    reach = new Float64Array(size);
    missed = new Float64Array(size);
  }
  let logScale = 0;
  for (let i = 0; i < count; i++) {
    weight[i] = Math.exp(x[i]);
    lifted[i] = Math.max(1, weight[i]);
    logScale += Math.min(0, x[i]);
  }

  // finish[S]: all of S are picked before the rest.
  total[0] = 1;
  finish[0] = 1;
  for (let set = 1; set < size; set++) {
    const lowest = 31 - Math.clz32(set & -set);
    total[set] = total[set & (set - 1)] + weight[lowest];
    let sum = 0;
    for (let left = set; left !== 0; left &= left - 1) {
      const i = 31 - Math.clz32(left & -left);
      sum += lifted[i] * finish[set ^ (1 << i)];
    }
    finish[set] = sum / total[set];
  }

  if (slopes) fillSlopes(count, slope);
  return nearlyCertain(x, count) ? Math.log1p(-complement(size)) : logScale + Math.log(finish[all]);
}

/** From the tables of `sumOverSubsets`. */
function fillSlopes(count: number, slope: Float64Array): void {
  const size = 1 << count;
  const all = size - 1;
  // reach[S]: S is what is left at some point.
  reach.fill(0, 0, size);
  reach[all] = 1;
  for (let set = all; set > 0; set--) {
    const flow = reach[set] / total[set];
    for (let left = set; left !== 0; left &= left - 1) {
      const i = 31 - Math.clz32(left & -left);
      reach[set ^ (1 << i)] += flow * lifted[i];
    }
  }

  for (let i = 0; i < count; i++) slope[i] = missingOne(i, size) / finish[all];
}

/** d finish[all] / d log w_i: sum over S of reach[S] * w_i / total[S] * P(of S only i comes after the rest). */
function missingOne(i: number, size: number): number {
  const bit = 1 << i;
  let derivative = 0;
  for (let set = bit; set < size; set = (set + 1) | bit) {
    let sum = set === bit ? 1 : 0;
    for (let left = set ^ bit; left !== 0; left &= left - 1) {
      const j = 31 - Math.clz32(left & -left);
      sum += lifted[j] * missed[set ^ (1 << j)];
    }
    missed[set] = sum / total[set];
    // In this order, since the square of a heavy total would underflow.
    derivative += ((reach[set] * lifted[i]) / total[set]) * missed[set];
  }
  return derivative;
}

/** 1 - P by its own recursion: h(S) = (1 + sum of w_i h(S without i)) / (1 + w(S)), h({}) = 0. */
function complement(size: number): number {
  missed[0] = 0;
  for (let set = 1; set < size; set++) {
    let sum = 1;
    for (let left = set; left !== 0; left &= left - 1) {
      const i = 31 - Math.clz32(left & -left);
      sum += weight[i] * missed[set ^ (1 << i)];
    }
    missed[set] = sum / total[set];
  }
  return missed[size - 1];
}
