/** Chance levels that at least one example in 25 has, ascending, at most six: the ones worth a mark. Nats. */
export function chanceLevels(chance: Float64Array): number[] {
  const counts = new Map<number, number>();
  let n = 0;
  for (const value of chance) {
    if (Number.isNaN(value)) continue;
    n++;
    const level = Math.round(value * 1e6) / 1e6;
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= n / 25)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([level]) => level)
    .sort((a, b) => a - b);
}

/** Share of examples with a loss below their own chance level; NaN without examples. */
export function shareBelowChance(loss: Float64Array, chance: Float64Array): number {
  let n = 0;
  let below = 0;
  for (let i = 0; i < loss.length; i++) {
    if (Number.isNaN(loss[i])) continue;
    n++;
    if (loss[i] < chance[i]) below++;
  }
  return below / n;
}

/** Share of the values that are above 0, of those that are not NaN. */
export function sharePositive(values: Float64Array): number {
  let n = 0;
  let positive = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    if (value > 0) positive++;
  }
  return positive / n;
}
