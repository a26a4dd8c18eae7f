import { evidence } from '../../extension/preference/evidence.ts';
import { tiersOfRow } from '../../extension/preference/ranking.ts';
import { derivedOfRow } from '../derivedRows.ts';
import type { Results } from '../state.ts';
import type { Suspect } from './words.ts';

/** What is known of one row that was scored, for the beta on the slider. `places` as `ReviewFacts.places`. */
export function suspectOf(
  { rows, beta }: Pick<Results, 'rows' | 'beta'>,
  row: number,
  places: readonly Float64Array[],
): Suspect {
  const { reward: rewards, topProbability, loss, chance } = derivedOfRow(rows, row, beta);
  const tiers = tiersOfRow(rows, row);
  const favourite = rewards.indexOf(Math.max(...rewards));
  return {
    ...evidence(rewards, tiers),
    loss: loss[0],
    chance: chance[0],
    completions: rewards.length,
    bestReward: Math.max(...tiers[0].map((i) => rewards[i])),
    largestReward: rewards[favourite],
    favourite,
    favouriteProbability: topProbability[favourite],
    elsewhere: places.map((place) => place[row]).filter((place) => !Number.isNaN(place)),
  };
}
