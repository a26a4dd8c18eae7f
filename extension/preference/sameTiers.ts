import type { Tiers } from './ranking.ts';

/** Whether two rankings say the same: the order within a tier says nothing. */
export function sameTiers(a: Tiers, b: Tiers): boolean {
  const words = (tiers: Tiers) => tiers.map((tier) => [...tier].sort((x, y) => x - y).join()).join(';');
  return words(a) === words(b);
}
