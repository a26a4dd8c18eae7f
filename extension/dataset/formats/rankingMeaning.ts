import type { Choice } from './format.ts';

/** What a list of numbers in `"ranking"` may mean, the documented one first. */
export const rankingMeanings = ['order', 'order-from-1', 'ranks', 'ranks-highest'] as const;
export type RankingMeaning = (typeof rankingMeanings)[number];

export const rankingChoice: Choice = {
  name: 'ranking',
  title: 'What do the numbers in "ranking" mean?',
  options: [
    { value: 'order', title: 'The responses\u2019 indices from 0, best first' },
    { value: 'order-from-1', title: 'The responses\u2019 numbers from 1, best first' },
    { value: 'ranks', title: 'One rank a response, lowest is best' },
    { value: 'ranks-highest', title: 'One rank a response, highest is best' },
  ],
};

export function indicesFrom(
  ranking: readonly number[],
  meaning: 'order' | 'order-from-1',
): readonly number[] {
  return meaning === 'order' ? ranking : ranking.map((number) => number - 1);
}
