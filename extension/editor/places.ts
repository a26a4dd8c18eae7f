/** Places 1..K that a completion may hold: from `first` to `last` where it is tied with others. */
export interface PlaceRange {
  readonly first: number;
  readonly last: number;
}

/** Place of each completion, [K] in file order, when larger values are better and equal ones are tied. */
export function placesOf(values: ArrayLike<number>): PlaceRange[] {
  const all = Array.from(values);
  return all.map((value) => ({
    first: 1 + all.filter((other) => other > value).length,
    last: all.filter((other) => other >= value).length,
  }));
}

/** Completions of one tier after the other, best first, when larger values are better. */
export function orderOf(values: ArrayLike<number>): number[][] {
  const places = placesOf(values);
  const tiers = new Map<number, number[]>();
  places.forEach(({ first }, index) => {
    tiers.set(first, [...(tiers.get(first) ?? []), index]);
  });
  return [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier);
}
