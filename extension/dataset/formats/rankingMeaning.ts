import * as l10n from '@vscode/l10n';
import type { Choice } from './format.ts';

/** What a list of numbers in `"ranking"` may mean, the documented one first. */
export const rankingMeanings = ['order', 'order-from-1', 'ranks', 'ranks-highest'] as const;
export type RankingMeaning = (typeof rankingMeanings)[number];

export const rankingChoice: Choice = {
  name: 'ranking',
  title: l10n.t('What do the numbers in "ranking" mean?'),
  options: [
    { value: 'order', title: l10n.t('The responses’ indices from 0, best first') },
    { value: 'order-from-1', title: l10n.t('The responses’ numbers from 1, best first') },
    { value: 'ranks', title: l10n.t('One rank a response, lowest is best') },
    { value: 'ranks-highest', title: l10n.t('One rank a response, highest is best') },
  ],
};

export function indicesFrom(
  ranking: readonly number[],
  meaning: 'order' | 'order-from-1',
): readonly number[] {
  return meaning === 'order' ? ranking : ranking.map((number) => number - 1);
}
