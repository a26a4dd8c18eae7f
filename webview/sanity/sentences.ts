import * as l10n from '@vscode/l10n';
import type { Finding } from '../../extension/preference/sanity.ts';
import type { ModelLine } from '../contract.ts';
import { countOf, count as numberOf, percent } from '../format.ts';

/** What a finding says, and what to do. */
export function findingSentence({
  code,
  count,
  of,
  otherCauses,
  reason = othersWords(otherCauses),
}: Finding): string {
  const examples = countOf(count, 'example');
  const many = numberOf(count);
  switch (code) {
    case 'same-models':
      return l10n.t(
        'Policy and reference give the same log-probabilities: every reward is 0. Are the two folders one model?',
      );
    case 'at-chance':
      return l10n.t(
        'The mean loss is at chance: the policy tells the completions apart no better than a coin. Is it the trained one, with the template it was trained with?',
      );
    case 'below-chance':
      return l10n.t(
        'The mean loss is above chance: the policy prefers what the rankings put last. Is the direction of the ranking right, and which of the two is the policy?',
      );
    case 'all-fell':
      return l10n.t(
        'In {0} of the examples every completion became less likely than under the reference, the best one, too. DPO may do that; look at the chosen log-probabilities.',
        percent(count / of, 0),
      );
    case 'saturated':
      return count === 1
        ? l10n.t(
            '1 example has log-probabilities that no text can have. A float16 model may have overflowed: try it in float32.',
          )
        : l10n.t(
            '{0} examples have log-probabilities that no text can have. A float16 model may have overflowed: try it in float32.',
            many,
          );
    case 'rounded':
      return count === 1
        ? l10n.t(
            'The log-probabilities were rounded to {0}: in 1 example the rewards differ by no more than one step of it. Compute them in float32.',
            reason ?? '',
          )
        : l10n.t(
            'The log-probabilities were rounded to {0}: in {1} examples the rewards differ by no more than one step of it. Compute them in float32.',
            reason ?? '',
            many,
          );
    case 'failed':
      return l10n.t('{0} failed: {1}', examples, ended(reason ?? l10n.t('no reason was given')));
    case 'malformed':
      return count === 1
        ? l10n.t('1 example is malformed: {0}', ended(reason ?? l10n.t('no ranking')))
        : l10n.t('{0} examples are malformed: {1}', many, ended(reason ?? l10n.t('no ranking')));
    case 'no-preference':
      return count === 1
        ? l10n.t('1 example is tied throughout and carries no preference; left out of every mean.')
        : l10n.t('{0} examples are tied throughout and carry no preference; left out of every mean.', many);
    case 'truncated':
      return count === 1
        ? l10n.t('1 example is truncated: what was cut off was not scored.')
        : l10n.t('{0} examples are truncated: what was cut off was not scored.', many);
    case 'separate':
      return l10n.t(
        'In {0} a token would cross from prompt to completion; the two were tokenized apart there.',
        examples,
      );
    default:
      return code satisfies never;
  }
}

const othersWords = (causes: number | undefined) =>
  causes === undefined ? undefined : l10n.t('{0} other causes', causes);

const ended = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** A provider that was asked for first, and did not start. */
export function fallbackSentence(side: string, { provider, attempts }: ModelLine): string | undefined {
  if (attempts.length === 0) return undefined;
  const words = attempts.map(ended).join(' ');
  return side === 'policy'
    ? l10n.t('The policy runs on {0}: {1}', provider, words)
    : l10n.t('The reference runs on {0}: {1}', provider, words);
}
