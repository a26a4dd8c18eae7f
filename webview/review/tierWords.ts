import type { Tiers } from '../../extension/preference/ranking.ts';
import { tierLabel } from '../ranks.ts';

/** Words for the tier of each completion, by its index: `1st`, `2nd–3rd, order unknown`. */
export function placesIn(tiers: Tiers): readonly string[] {
  const words: string[] = [];
  let before = 0;
  for (const tier of tiers) {
    for (const index of tier) words[index] = tierLabel(before, tier.length);
    before += tier.length;
  }
  return words;
}
