/**
 * Loss of one example in nats, from the plain weights (e^reward, over that of the last place, which is 1) and the tiers
 * that stand at `from`..`to - 1` in annotated order: what a million rankings wait for when beta changes. Neither a
 * logarithm nor a division but the last: with g / d the odds that a tier is not the next one picked, the loss is the log of
 * prod (d + g) / prod d, and the difference of the two products is summed from positive terms, so tiny losses keep their
 * digits. Infinity where this does not do: products too large or small for a number, or three tied above the last tier.
 */
export function plainLoss(weight: Float64Array, tier: Uint16Array, from: number, to: number): number {
  let k = to - 1;
  const lastTier = tier[k];
  let rest = weight[k];
  for (k--; k >= from && tier[k] === lastTier; k--) rest += weight[k];
  let all = 1;
  let picked = 1;
  let excess = 0;
  for (; k >= from; k--) {
    const a = weight[k];
    if (k > from && tier[k - 1] === tier[k]) {
      k--;
      if (k > from && tier[k - 1] === tier[k]) return Number.POSITIVE_INFINITY;
      // Two tied: 1 / P - 1 of P = ab / (r + a + b) * (1 / (r + a) + 1 / (r + b)), multiplied out.
      const b = weight[k];
      const both = a + b;
      const d = a * b * (2 * rest + both);
      const g = rest * (rest * (rest + 2 * both) + a * a + a * b + b * b);
      excess = d * excess + g * all;
      all *= d + g;
      picked *= d;
      rest += both;
    } else {
      excess = a * excess + rest * all;
      rest += a;
      all *= rest;
      picked *= a;
    }
  }
  // Below this, digits of the product are lost.
  return picked > 1e-280 ? Math.log1p(excess / picked) : Number.POSITIVE_INFINITY;
}
