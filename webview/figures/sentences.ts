import { percent, signed } from '../format.ts';

/** What each chart says, as its title. */

export function rewardSentence(tiers: readonly { readonly mean: number }[], digits: number): string {
  if (tiers.length < 2) return 'No rewards to compare yet';
  const [first, last] = [tiers[0].mean, tiers[tiers.length - 1].mean];
  const verb = first > last ? 'falls' : first < last ? 'rises' : 'goes';
  return `Mean reward ${verb} from ${signed(first, digits)} in the best tier to ${signed(last, digits)} in the last`;
}

export function marginSentence(share: number): string {
  if (Number.isNaN(share)) return 'No margins yet';
  return `The margin is above 0 in ${percent(share)} of the examples`;
}

export function lossSentence(share: number): string {
  if (Number.isNaN(share)) return 'No losses yet';
  return `${percent(share)} of the examples have a loss below chance`;
}
