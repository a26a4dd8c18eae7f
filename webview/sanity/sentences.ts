import type { Finding } from '../../extension/preference/sanity.ts';
import type { ModelLine } from '../contract.ts';
import { countOf, percent } from '../format.ts';

/** What a finding says, and what to do. */
export function findingSentence({ code, count, of, reason }: Finding): string {
  const examples = countOf(count, 'example');
  const are = count === 1 ? 'is' : 'are';
  switch (code) {
    case 'same-models':
      return 'Policy and reference give the same log-probabilities: every reward is 0. Are the two folders one model?';
    case 'at-chance':
      return 'The mean loss is at chance: the policy tells the completions apart no better than a coin. Is it the trained one, with the template it was trained with?';
    case 'below-chance':
      return 'The mean loss is above chance: the policy prefers what the rankings put last. Is the direction of the ranking right, and which of the two is the policy?';
    case 'all-fell':
      return `In ${percent(count / of, 0)} of the examples every completion became less likely than under the reference, the best one, too. DPO may do that; look at the chosen log-probabilities.`;
    case 'saturated':
      return `${examples} ${count === 1 ? 'has' : 'have'} log-probabilities below −100 nats a token. A float16 model may have overflowed: try it in float32.`;
    case 'failed':
      return `${examples} failed: ${ended(reason ?? 'no reason was given')}`;
    case 'malformed':
      return `${examples} ${are} malformed: ${ended(reason ?? 'no ranking')}`;
    case 'no-preference':
      return `${examples} ${are} tied throughout and carr${count === 1 ? 'ies' : 'y'} no preference; left out of every mean.`;
    case 'truncated':
      return `${examples} ${are} truncated: what was cut off was not scored.`;
    case 'separate':
      return `In ${examples} a token would cross from prompt to completion; the two were tokenized apart there.`;
    default:
      return code satisfies never;
  }
}

const ended = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** A provider that was asked for first, and did not start. */
export function fallbackSentence(side: string, { provider, attempts }: ModelLine): string | undefined {
  if (attempts.length === 0) return undefined;
  return `The ${side} runs on ${provider}: ${attempts.map(ended).join(' ')}`;
}
