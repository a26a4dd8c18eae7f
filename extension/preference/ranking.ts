/**
 * A ranking: groups of completions, best tier first, as 0-based indices in file order. Completions of one
 * tier are tied: their order was not observed. `dataset/` validates what users wrote; the functions here
 * take their input as valid and say what comes of it otherwise.
 */
export type Tiers = readonly (readonly number[])[];

/**
 * Order vector, best first, where an element may be an array of tied indices: `[2, [0, 3], 1]`. Indices
 * below `count` that it does not name are the unranked rest, appended as the last tier. An index named
 * twice keeps its first place; one outside `0..count - 1` and empty groups are dropped.
 */
export function tiersFromOrder(order: readonly (number | readonly number[])[], count: number): number[][] {
  const named = new Set<number>();
  const tiers: number[][] = [];
  for (const element of order) {
    const tier: number[] = [];
    for (const index of typeof element === 'number' ? [element] : element) {
      if (!Number.isInteger(index) || index < 0 || index >= count || named.has(index)) continue;
      named.add(index);
      tier.push(index);
    }
    if (tier.length > 0) tiers.push(tier);
  }
  const rest: number[] = [];
  for (let index = 0; index < count; index++) if (!named.has(index)) rest.push(index);
  if (rest.length > 0) tiers.push(rest);
  return tiers;
}

/** One rank per completion, smallest = best, equal = tied, gaps are fine. NaN ranks come last, tied. */
export function tiersFromRanks(ranks: readonly number[]): number[][] {
  const byRank = new Map<number, number[]>();
  ranks.forEach((rank, index) => {
    const tied = byRank.get(rank);
    if (tied) tied.push(index);
    else byRank.set(rank, [index]);
  });
  const place = (rank: number) => (Number.isNaN(rank) ? Number.POSITIVE_INFINITY : rank);
  // Not by subtraction: Infinity - Infinity is no order.
  return [...byRank]
    .sort(([a], [b]) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
    .map(([, tier]) => tier);
}

/** One score per completion, highest = best, equal = tied. NaN scores come last, tied. */
export function tiersFromScores(scores: readonly number[]): number[][] {
  return tiersFromRanks(scores.map((score) => -score));
}

/** [count] tier of each completion, 0 = best. A completion that no tier names counts to the last one. */
export function tierOfEach(tiers: Tiers, count: number): Uint16Array {
  const tierOf = new Uint16Array(count).fill(Math.max(0, tiers.length - 1));
  tiers.forEach((tier, t) => {
    for (const index of tier) tierOf[index] = t;
  });
  return tierOf;
}

/** Whether some completion is ranked above another. Without that an example has no loss. */
export function hasPreference(tiers: Tiers): boolean {
  let filled = 0;
  for (const tier of tiers) if (tier.length > 0) filled++;
  return filled > 1;
}

/** The tiers of example `row`, as indices within the example. */
export function tiersOfRow(
  columns: { readonly offsets: Uint32Array; readonly tier: Uint16Array },
  row: number,
): number[][] {
  return tiersFromRanks(Array.from(columns.tier.subarray(columns.offsets[row], columns.offsets[row + 1])));
}
