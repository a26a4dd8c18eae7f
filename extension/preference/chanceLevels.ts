/** A loss of a model that knows nothing, nats, and the examples that have it. */
export interface ChanceLevel {
  readonly loss: number;
  readonly n: number;
}

const known = new WeakMap<Float64Array, ChanceLevel[]>();

/** Chance levels that at least one example in 25 has, ascending, at most six: the ones worth a mark. The same column is counted once. */
export function chanceLevels(chance: Float64Array): ChanceLevel[] {
  let levels = known.get(chance);
  if (!levels) {
    levels = countLevels(chance);
    known.set(chance, levels);
  }
  return levels;
}

function countLevels(chance: Float64Array): ChanceLevel[] {
  /** By value; a map with numbers for keys would make an object of each. */
  const values: number[] = [];
  const exact: number[] = [];
  let total = 0;
  let last = Number.NaN;
  let run = 0;
  for (let row = 0; row <= chance.length; row++) {
    const value = row < chance.length ? chance[row] : Number.NaN;
    if (value === last) {
      run++;
      continue;
    }
    if (run > 0) {
      let at = values.indexOf(last);
      if (at < 0) at = values.push(last) - 1;
      exact[at] = (exact[at] ?? 0) + run;
    }
    total += run;
    last = value;
    run = Number.isNaN(value) ? 0 : 1;
  }
  const counts = new Map<number, number>();
  values.forEach((value, at) => {
    const loss = Math.round(value * 1e6) / 1e6;
    counts.set(loss, (counts.get(loss) ?? 0) + exact[at]);
  });
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
    // Sums of comparisons, since a branch on them is often mispredicted. NaN is below nothing.
    n += Number(!Number.isNaN(loss[i]));
    below += Number(loss[i] < chance[i]);
  }
  return below / n;
}

/** Share of the values that are above 0, of those that are not NaN. */
export function sharePositive(values: Float64Array): number {
  let n = 0;
  let positive = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    n += Number(!Number.isNaN(value));
    positive += Number(value > 0);
  }
  return positive / n;
}
