import { undefinedTop1 } from '../columns.ts';
import { farthest, lossAtPlace, type Ranked } from '../ranked.ts';

/**
 * [groups] Sum of a run's losses at a beta, nats, over the examples of each group: `group` [N], those that were not scored do not count.
 * Means alone need no logarithm for each example: losses are logarithms of ratios of at least 1, which are multiplied as long as a
 * number holds them. To some 1e-12, so that a mean of tiny losses has fewer digits than the losses have.
 */
export function lossSums(ranked: Ranked, beta: number, group: Uint8Array, groups: number): Float64Array {
  const { example, starts, ratio, tier, top1 } = ranked;
  const sums = new Float64Array(groups);
  const products = new Float64Array(groups).fill(1);
  for (let i = 0; i < example.length; i++) {
    const e = example[i];
    if (top1[e] === undefinedTop1) continue;
    const of = group[e];
    const factor = lossFactor(ratio, tier, starts[i], starts[i + 1], beta);
    if (!(factor < largest)) {
      sums[of] += lossAtPlace(ranked, i, beta);
      continue;
    }
    const product = products[of] * factor;
    if (product < largest) products[of] = product;
    else {
      sums[of] += Math.log(products[of]);
      products[of] = factor;
    }
  }
  for (let of = 0; of < groups; of++) sums[of] += Math.log(products[of]);
  return sums;
}

const largest = 1e280;

/** e^loss of the example in places from..to - 1, as `plainLoss` has it; NaN or Infinity where that does not do. */
function lossFactor(ratio: Float64Array, tier: Uint16Array, from: number, to: number, beta: number): number {
  let k = to - 1;
  const lastTier = tier[k];
  // The last place is what the others are over.
  let rest = 1;
  for (k--; k >= from && tier[k] === lastTier; k--) rest += weightOf(beta * ratio[k]);
  let all = 1;
  let picked = 1;
  for (; k >= from; k--) {
    const a = weightOf(beta * ratio[k]);
    if (k > from && tier[k - 1] === tier[k]) {
      k--;
      if (k > from && tier[k - 1] === tier[k]) return Number.NaN;
      const b = weightOf(beta * ratio[k]);
      const both = a + b;
      const d = a * b * (2 * rest + both);
      all *= d + rest * (rest * (rest + 2 * both) + a * a + a * b + b * b);
      picked *= d;
      rest += both;
    } else {
      rest += a;
      all *= rest;
      picked *= a;
    }
  }
  return picked > 1e-280 ? all / picked : Number.NaN;
}

/** Steps of the table in a doubling: so many that two terms of the series do, to 1e-12. */
const steps = 2048;
const perNat = steps / Math.LN2;
const nats = Math.LN2 / steps;
/** Adding it rounds a double to a whole number. */
const rounding = 3 * 2 ** 51;
const fractions = Float64Array.from({ length: steps }, (_, j) => 2 ** (j / steps));
const powers = Float64Array.from({ length: 1024 }, (_, i) => 2 ** (i - 512));

/** e^above, as `fastExp` with a larger table and less digits: a mean needs no more. */
function weightOf(above: number): number {
  if (!(above < farthest && above > -farthest)) return Number.POSITIVE_INFINITY;
  const k = above * perNat + rounding - rounding;
  const rest = above - k * nats;
  const whole = k | 0;
  return fractions[whole & (steps - 1)] * powers[(whole >> 11) + 512] * (1 + rest * (1 + 0.5 * rest));
}
