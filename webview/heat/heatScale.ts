/** Steps of the scale on each side of zero, as shares of the scale, each about three times the one before: log-ratios have long tails. Below the first a token has no colour. */
export const steps = [0.03, 0.1, 0.3, 1] as const;

/** Share of the tokens that the scale does not have to reach: one wild token must not fade all others. */
const covered = 0.9;
const smallest = 0.01;

/**
 * Nats at which the scale of an example ends: the smallest of 1, 2, 5 times a power of ten that covers 90% of the
 * tokens' log-ratios. 0 where all are 0.
 */
export function heatScaleOf(ratios: readonly Float64Array[]): number {
  const sizes = Float64Array.from(
    ratios.flatMap((values) => [...values]).filter(Number.isFinite),
    Math.abs,
  ).sort();
  if (sizes.length === 0 || sizes[sizes.length - 1] === 0) return 0;
  const size = Math.max(smallest, sizes[Math.min(sizes.length - 1, Math.floor(covered * sizes.length))]);
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  // Not a hair too small, by rounding.
  return power * ([1, 2, 5, 10].find((step) => step * power >= size * (1 - 1e-9)) ?? 10);
}

/** -4 to 4: how strongly, and which way, a log-ratio is coloured; 0 = not at all. */
export function heatLevel(ratio: number, scale: number): number {
  const size = Math.abs(ratio) / scale;
  if (!(size >= steps[0])) return 0;
  const level = steps.filter((step) => size >= step * (1 - 1e-9)).length;
  return ratio < 0 ? -level : level;
}
