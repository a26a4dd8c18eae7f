import { evidence } from '../../extension/preference/evidence.ts';
import { tiersOfRow } from '../../extension/preference/ranking.ts';
import type { Results } from '../state.ts';
import type { Suspect } from './words.ts';

/** What is known of one row that was scored, for the beta on the slider. `places` as `ReviewFacts.places`. */
export function suspectOf(
  { rows, derived }: Pick<Results, 'rows' | 'derived'>,
  row: number,
  places: readonly Float64Array[],
): Suspect {
  const [from, to] = [rows.offsets[row], rows.offsets[row + 1]];
  const rewards = derived.reward.subarray(from, to);
  const tiers = tiersOfRow(rows, row);
  const favourite = rewards.indexOf(Math.max(...rewards));
  return {
    ...evidence(rewards, tiers),
    loss: derived.loss[row],
    chance: derived.chance[row],
    completions: to - from,
    bestReward: Math.max(...tiers[0].map((i) => rewards[i])),
    largestReward: rewards[favourite],
    favourite,
    favouriteProbability: derived.topProbability[from + favourite],
    elsewhere: places.map((place) => place[row]).filter((place) => !Number.isNaN(place)),
  };
}
