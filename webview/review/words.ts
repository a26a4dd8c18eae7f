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
      return 'not decided';
    case 'keep':
      return 'kept';
    case 'flip':
      return 'flipped';
    case 'rerank':
      return 're-ranked';
    case 'drop':
      return 'dropped';
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
  return `${times} times ${logOdds < 0 ? 'less' : 'as'} likely`;
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
    bestPlace === completions ? `last of ${completions}` : `${ordinal(bestPlace)} of ${completions}`;
  const best = `The policy puts the annotated best ${place}, at a reward of ${signed(suspect.bestReward, digits)}`;
  const favourite = `response ${suspect.favourite} has ${signed(suspect.largestReward, digits)} and comes first with ${percent(suspect.favouriteProbability, 0)}`;
  const sentences = [
    bestPlace === 1 ? `${best}.` : `${best}; ${favourite}.`,
    `Turned round, the order would be ${timesWords(turned)}.`,
    // Worth a sentence only where it is another order than the one turned round.
    ...(better > Math.max(0, turned) + Math.LN2
      ? [`The likeliest order of this shape would be ${timesWords(better)}.`]
      : []),
    `Its loss is ${fixed(loss)} nats, by chance it would be ${fixed(chance)}.`,
  ];
  if (elsewhere.length > 0) {
    const places = elsewhere.map((one) => `first ${percent(Math.max(one, 0.001), 1)}`).join(', ');
    const [who, whose] =
      elsewhere.length === 1 ? ['Another run puts', 'its'] : [`${elsewhere.length} other runs put`, 'their'];
    sentences.push(`${who} it among the ${places} of ${whose} suspects.`);
  }
  return sentences.join(' ');
}
