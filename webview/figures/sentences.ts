import * as l10n from '@vscode/l10n';
import { percent, signed } from '../format.ts';

/** What each chart says, as its title. */

export function rewardSentence(tiers: readonly { readonly mean: number }[], digits: number): string {
  if (tiers.length < 2) return l10n.t('No rewards to compare yet');
  const [first, last] = [tiers[0].mean, tiers[tiers.length - 1].mean];
  const ends = [signed(first, digits), signed(last, digits)];
  if (first > last) return l10n.t('Mean reward falls from {0} in the best tier to {1} in the last', ...ends);
  return first < last
    ? l10n.t('Mean reward rises from {0} in the best tier to {1} in the last', ...ends)
    : l10n.t('Mean reward goes from {0} in the best tier to {1} in the last', ...ends);
}

export function marginSentence(share: number): string {
  if (Number.isNaN(share)) return l10n.t('No margins yet');
  return l10n.t('The margin is above 0 in {0} of the examples', percent(share));
}

export function lossSentence(share: number): string {
  if (Number.isNaN(share)) return l10n.t('No losses yet');
  return l10n.t('{0} of the examples have a loss below chance', percent(share));
}
