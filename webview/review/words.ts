import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../extension/preference/decision.ts';
import type { Evidence } from '../../extension/preference/evidence.ts';
import { count, fixed, ordinal, percent, signed } from '../format.ts';

export const verdictMarks: Readonly<Record<Verdict, string>> = {
  keep: '✓',
  flip: '⇅',
  rerank: '↕',
  drop: '✕',
};

export function verdictWords(verdict: Verdict | undefined): string {
  switch (verdict) {
    case undefined:
      return l10n.t('not decided');
    case 'keep':
      return l10n.t('kept');
    case 'flip':
      return l10n.t('flipped');
    case 'rerank':
      return l10n.t('re-ranked');
    case 'drop':
      return l10n.t('dropped');
    default:
      return verdict satisfies never;
  }
}

/** `1,300 times as likely`, `3.2 times less likely`, from log-odds in nats. */
export function timesWords(logOdds: number): string {
  const size = Math.abs(logOdds);
  const power = Math.floor(size / Math.LN10);
  const times =
    power >= 7
      ? `10${superscript(power)}`
      : Math.exp(size) >= 10
        ? count(Math.exp(size))
        : fixed(Math.exp(size), 1);
  return logOdds < 0 ? l10n.t('{0} times less likely', times) : l10n.t('{0} times as likely', times);
}

/** `¹⁰`: a power as it is printed. */
function superscript(power: number): string {
  return [...String(power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}

export interface Suspect extends Evidence {
  /** Nats. */
  readonly loss: number;
  readonly chance: number;
  /** K. */
  readonly completions: number;
  /** Reward of the annotated best, and the largest of all, nats. */
  readonly bestReward: number;
  readonly largestReward: number;
  /** Response with the largest reward, and the probability that it is ranked first. */
  readonly favourite: number;
  readonly favouriteProbability: number;
  /** Places by other runs, 0 = most suspect, 1 = least. */
  readonly elsewhere: readonly number[];
}

/** Why a label is suspected, in sentences with numbers. `digits` of rewards. */
export function why(suspect: Suspect, digits: number): string {
  const { turned, better, bestPlace, completions, loss, chance, elsewhere } = suspect;
  const place =
    bestPlace === completions
      ? l10n.t('last of {0}', completions)
      : l10n.t('{0} of {1}', ordinal(bestPlace), completions);
  const best = l10n.t(
    'The policy puts the annotated best {0}, at a reward of {1}',
    place,
    signed(suspect.bestReward, digits),
  );
  const favourite = l10n.t(
    'response {0} has {1} and comes first with {2}',
    suspect.favourite,
    signed(suspect.largestReward, digits),
    percent(suspect.favouriteProbability, 0),
  );
  const sentences = [
    bestPlace === 1 ? `${best}.` : `${best}; ${favourite}.`,
    l10n.t('Turned round, the order would be {0}.', timesWords(turned)),
    // Worth a sentence only where it is another order than the one turned round.
    ...(better > Math.max(0, turned) + Math.LN2
      ? [l10n.t('The likeliest order of this shape would be {0}.', timesWords(better))]
      : []),
    l10n.t('Its loss is {0} nats, by chance it would be {1}.', fixed(loss), fixed(chance)),
  ];
  if (elsewhere.length > 0) {
    const places = elsewhere.map((one) => l10n.t('first {0}', percent(Math.max(one, 0.001), 1))).join(', ');
    sentences.push(
      elsewhere.length === 1
        ? l10n.t('Another run puts it among the {0} of its suspects.', places)
        : l10n.t('{0} other runs put it among the {1} of their suspects.', elsewhere.length, places),
    );
  }
  return sentences.join(' ');
}
