import * as l10n from '@vscode/l10n';
import type { LoadedModel, Sequence, TokenItem, TokenOutcome } from '../model/contract.ts';
import type { LogpCache } from './logpCache/openLogpCache.ts';
import { type SequenceKey, sequenceKey } from './logpCache/sequenceKey.ts';
import type { RoleScorer } from './score.ts';

/** Keys of sequences, made once. */
function keysOf() {
  const keys = new WeakMap<Sequence, SequenceKey>();
  return (sequence: Sequence): SequenceKey => {
    const key = keys.get(sequence) ?? sequenceKey(sequence);
    keys.set(sequence, key);
    return key;
  };
}

/** The same scorer, which asks the model only for what the cache does not have. `took` is told how many examples it had whole. */
export function withCache(
  scorer: RoleScorer,
  cache: LogpCache,
  took: (examples: number) => void = () => {},
): RoleScorer {
  const keyOf = keysOf();
  const isMissing = (sequence: Sequence) => cache.get(keyOf(sequence)) === undefined;
  const keep = ({ sequences }: TokenItem, outcome: TokenOutcome) => {
    if (outcome.ok)
      for (const [k, sequence] of sequences.entries()) cache.add(keyOf(sequence), outcome.logps[k]);
  };
  return {
    model: scorer.model,
    cost: (sequences) => scorer.cost(sequences.filter(isMissing)),
    async score(items) {
      const missing = items.map(({ sequences }) => ({ sequences: sequences.filter(isMissing) }));
      const wanted = items.map((_, i) => i).filter((i) => missing[i].sequences.length > 0);
      took(items.length - wanted.length);
      const asked = wanted.map((i) => missing[i]);
      const answers = asked.length > 0 ? await scorer.score(asked) : [];
      for (const [i, answer] of answers.entries()) keep(asked[i], answer);
      await cache.flush();
      const outcomes = items.map((item) => stored(item, cache, keyOf));
      for (const [i, answer] of answers.entries()) {
        if (answer.ok) continue;
        const { sequences } = items[wanted[i]];
        outcomes[wanted[i]] = { ok: false, reason: renumbered(answer.reason, asked[i], sequences) };
      }
      return outcomes.map(
        (outcome) => outcome ?? { ok: false, reason: l10n.t('a log-probability is not finite') },
      );
    },
  };
}

/** A reason that counts the completions that were asked for, as one that counts the whole example's. */
function renumbered(reason: string, asked: TokenItem, all: readonly Sequence[]): string {
  return reason.replace(/\bcompletion (\d+)\b/g, (words, number) => {
    const index = all.indexOf(asked.sequences[number - 1]);
    return index < 0 ? words : l10n.t('completion {0}', index + 1);
  });
}

function stored(
  { sequences }: TokenItem,
  cache: LogpCache,
  keyOf: (sequence: Sequence) => SequenceKey,
): TokenOutcome | undefined {
  const logps = Float64Array.from(sequences, (sequence) => cache.get(keyOf(sequence)) ?? Number.NaN);
  return logps.some(Number.isNaN) ? undefined : { ok: true, logps };
}

/** Remembers why examples failed; what did not is in the cache. */
export function rememberingFailures(scorer: RoleScorer, failures: Map<string, string>): RoleScorer {
  const keyOf = keysOf();
  return {
    ...scorer,
    async score(items) {
      const outcomes = await scorer.score(items);
      for (const [i, outcome] of outcomes.entries())
        if (!outcome.ok) failures.set(itemKey(items[i], keyOf), outcome.reason);
      return outcomes;
    },
  };
}

/** A model that is no longer in memory: what it said of each example of the run is in the cache, or why it failed. */
export function storedScorer(
  model: LoadedModel,
  cache: LogpCache,
  failures: ReadonlyMap<string, string>,
): RoleScorer {
  const keyOf = keysOf();
  return {
    model,
    cost: () => 0,
    score: async (items) =>
      items.map((item) => {
        const reason =
          failures.get(itemKey(item, keyOf)) ?? l10n.t('it was not there when the reference was scored');
        return stored(item, cache, keyOf) ?? { ok: false, reason };
      }),
  };
}

function itemKey({ sequences }: TokenItem, keyOf: (sequence: Sequence) => SequenceKey): string {
  return sequences.map((sequence) => keyOf(sequence).join()).join(' ');
}
