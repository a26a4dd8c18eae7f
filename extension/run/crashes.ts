import * as l10n from '@vscode/l10n';
import type { TokenItem } from '../model/contract.ts';
import type { HowEnded, ScorerEnded } from './scorerEnded.ts';

/** What the scorer process went through in a run; shared by its roles, whose models share its memory. */
export interface Crashes {
  count: number;
  last: ScorerEnded | undefined;
  lostInARow: number;
  /** Examples that are marked because the process ended under each of them alone. */
  lost: number;
  /** Tokens that a forward pass may hold since the process ended for more; undefined: as many as were asked for. */
  most: number | undefined;
  /** What the models' provider said of memory that it did not get. */
  note: string | undefined;
}

export const noCrashes = (): Crashes => ({
  count: 0,
  last: undefined,
  lostInARow: 0,
  lost: 0,
  most: undefined,
  note: undefined,
});

/** Smaller forward passes save no memory that counts, and take long. */
const fewestTokens = 64;

/** Of all sequences, prompts counted with each. */
export function tokensOf(items: readonly TokenItem[]): number {
  let tokens = 0;
  for (const { sequences } of items) for (const { ids } of sequences) tokens += ids.length;
  return tokens;
}

/** Half of what a forward pass could hold of these; undefined when it is as little as it gets. `most`: tokens. */
export function halved(most: number, items: readonly TokenItem[]): number | undefined {
  const now = Math.min(most, tokensOf(items));
  return now <= fewestTokens ? undefined : Math.max(fewestTokens, Math.floor(now / 2));
}

/** Why an example is not scored, for its row. */
export function lostWords(how: HowEnded): string {
  if (how === 'memory')
    return l10n.t(
      'the scorer process ended while this example was scored, as it does when memory runs out; a smaller maximum length may help',
    );
  if (how === 'silent')
    return l10n.t(
      'the scorer process gave no sign of life while this example was scored, and was ended; a smaller maximum length or another provider may help',
    );
  return l10n.t('the scorer process ended while this example was scored');
}

/** What to know at the end of a run that came through; undefined where nothing happened. */
export function crashWords({ count, last, lost, most, note }: Crashes): string | undefined {
  const sentences: string[] = [];
  if (last)
    sentences.push(
      last.message,
      count === 1
        ? l10n.t('It was started again and the evaluation went on.')
        : l10n.t('It was started again {0} times and the evaluation went on.', count),
    );
  if (lost === 1) sentences.push(l10n.t('1 example under which it ended is marked as failed.'));
  if (lost > 1) sentences.push(l10n.t('{0} examples under which it ended are marked as failed.', lost));
  if (most !== undefined) sentences.push(l10n.t('Since then a forward pass holds at most {0} tokens.', most));
  if (note !== undefined) sentences.push(note);
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
