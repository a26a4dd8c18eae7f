/** A loss of a model that knows nothing, nats, and the examples that have it. */
export interface ChanceLevel {
  readonly loss: number;
  readonly n: number;
}

/** Chance levels that at least one example in 25 has, ascending, at most six: the ones worth a mark. */
export function chanceLevels(chance: Float64Array): ChanceLevel[] {
  const counts = new Map<number, number>();
  let total = 0;
  for (const value of chance) {
    if (Number.isNaN(value)) continue;
    total++;
    const loss = Math.round(value * 1e6) / 1e6;
    counts.set(loss, (counts.get(loss) ?? 0) + 1);
  }
  return Array.from(counts, ([loss, n]) => ({ loss, n }))
    .filter(({ n }) => n >= total / 25)
    .sort((a, b) => b.n - a.n)
    .slice(0, 6)
    .sort((a, b) => a.loss - b.loss);
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
