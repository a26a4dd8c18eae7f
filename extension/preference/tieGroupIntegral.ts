import { nearlyCertain } from './nearlyCertain.ts';

// e^-45 = 3e-20: below a double's last digit, with room for the many small terms of a tail.
const negligible = 45;
// exp of less than this is 0.
const underflow = 745;

let weight = new Float64Array(0);
let slopeAt = new Float64Array(0);

/**
 * `tieGroup` as the integral over t > 0 of exp(-t) * prod_i (1 - exp(-w_i t)), the chance that all
 * exponential clocks of the group ring before that of the rest (R = 1); any size, time O(count^1.5).
 *
 * With u = log t the integrand is analytic for |Im u| < pi / 2, log-concave, and peaks at t between 1 and
 * count + 1 whatever the weights, so the trapezoidal rule converges geometrically (Trefethen & Weideman
 * 2014, theorem 5.1); its width shrinks as 1 / sqrt(count + 1), and the step with it. Completions far above
 * the rest leave their mark far to the left, and the sum goes there for the sake of their slopes. As in the
 * subset sum, min(1, w_i) is factored out, nothing cancels, and x[i] <= 600.
 */
export function integrateTieGroup(x: Float64Array, count: number, slope: Float64Array): number {
  if (weight.length < count) {
    weight = new Float64Array(2 * count);
    slopeAt = new Float64Array(2 * count);
  }
  let logScale = 0;
  let heaviest = Number.NEGATIVE_INFINITY;
  let lightest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    weight[i] = Math.exp(x[i]);
    slope[i] = 0;
    logScale += Math.min(0, x[i]);
    heaviest = Math.max(heaviest, x[i]);
    lightest = Math.min(lightest, x[i]);
  }
  const byComplement = nearlyCertain(x, count);
  const step = 0.55 / Math.sqrt(count + 1);

  let peak = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let missed = 0;
  const add = (u: number): number => {
    const t = Math.exp(u);
    const logProduct = logProductAt(x, count, u, t);
    const height = u - t + logProduct;
    if (height > peak) {
      const shrink = Math.exp(peak - height);
      sum *= shrink;
      for (let i = 0; i < count; i++) slope[i] *= shrink;
      peak = height;
    }
    const mass = Math.exp(height - peak);
    sum += mass;
    for (let i = 0; i < count; i++) slope[i] += mass * slopeAt[i];
    if (byComplement) missed -= Math.exp(u - t) * Math.expm1(logProduct + logScale);
    return height;
  };

  // The peak lies at u >= 0: from there it falls to both sides.
  for (let k = 0; add(k * step) > peak - negligible; k++);
  const marks = heaviest > 0 ? heightAt(x, count, -heaviest) : Number.POSITIVE_INFINITY;
  const floor = Math.max(Math.min(peak, marks) - negligible, peak - underflow);
  const leftmost = byComplement ? -lightest - negligible : 0;
  for (let k = -1; add(k * step) > floor || k * step > leftmost; k--);

  for (let i = 0; i < count; i++) slope[i] /= sum;
  return byComplement ? Math.log1p(-step * missed) : logScale + peak + Math.log(step * sum);
}

/** log of prod_i (1 - exp(-w_i t)) / min(1, w_i); leaves d log(1 - exp(-w_i t)) / d log w_i in `slopeAt`. */
function logProductAt(x: Float64Array, count: number, u: number, t: number): number {
  let logProduct = 0;
  for (let i = 0; i < count; i++) {
    const a = weight[i] * t;
    slopeAt[i] = a === 0 ? 1 : a / Math.expm1(a);
    // Three forms of one factor, each exact where it is used.
    if (x[i] < 0) logProduct += a === 0 ? u : u + Math.log(-Math.expm1(-a) / a);
    else logProduct += a > 0.7 ? Math.log1p(-Math.exp(-a)) : Math.log(-Math.expm1(-a));
  }
  return logProduct;
}

function heightAt(x: Float64Array, count: number, u: number): number {
  const t = Math.exp(u);
  return u - t + logProductAt(x, count, u, t);
}
