/**
 * Whether the probability that all of a tie group come before the rest is so near to 1 that its logarithm
 * must come from the complement, to keep its digits. `x[i]` = log(w_i / R). By the union bound the
 * complement is then under 0.75; otherwise it is at least 0.75 / count, and the logarithm itself is safe.
 */
export function nearlyCertain(x: Float64Array, count: number): boolean {
  let bound = 0;
  for (let i = 0; i < count; i++) bound += 1 / (1 + Math.exp(x[i]));
  return bound < 0.75;
}
