import * as l10n from '@vscode/l10n';
import type { Example } from '../dataset/example.ts';
import type { ScoreOutcome, TokenItem } from '../model/contract.ts';
import type { ScoringSettings } from '../model/settings.ts';
import type { Prepared, TextToTokens } from '../model/textToTokens.ts';
import { UserError } from '../userError.ts';
import type { RoleScorer } from './score.ts';
import type { Role } from './scorerProtocol.ts';

/** Where a role's log-probabilities come from: a model, or the records themselves. */
export interface LogpSource {
  readonly scorer: RoleScorer | undefined;
  /** Does ahead, on this thread, what needs no model: text to tokens. Returns how many of them a model will have to run. */
  prepare(example: Example): number;
  /** [n] outcomes for [n] examples. */
  logps(examples: readonly Example[]): Promise<ScoreOutcome[]>;
}

const columns = { policy: 'policy_logps', reference: 'reference_logps' } as const;

/** Tokens of the examples under way, by what makes them: policy and reference mostly share one tokenizer. */
export type TokensOf = Map<string, WeakMap<Example, Prepared>>;

export function modelSource(
  scorer: RoleScorer,
  text: TextToTokens,
  settings: ScoringSettings,
  tokensOf: TokensOf,
): LogpSource {
  const { vocabularySize } = scorer.model;
  const key = `${text.fingerprint} ${vocabularySize}`;
  const known = tokensOf.get(key) ?? new WeakMap<Example, Prepared>();
  tokensOf.set(key, known);
  const prepared = (example: Example): Prepared => {
    const before = known.get(example);
    if (before) return before;
    const { prompt, completions, tools } = example;
    const tokens = text.prepare({ prompt, completions, tools }, settings, vocabularySize);
    known.set(example, tokens);
    return tokens;
  };
  return {
    scorer,
    prepare(example) {
      const tokens = prepared(example);
      return tokens.ok ? scorer.cost(tokens.sequences) : 0;
    },
    async logps(examples) {
      const tokens = examples.map(prepared);
      const items: TokenItem[] = tokens.filter((each) => each.ok).map(({ sequences }) => ({ sequences }));
      const scored = items.length > 0 ? await scorer.score(items) : [];
      let next = 0;
      return tokens.map((each): ScoreOutcome => {
        if (!each.ok) return each;
        const outcome = scored[next++];
        if (!outcome.ok) return outcome;
        const { sequences, truncated, separate } = each;
        const counts = Uint32Array.from(
          sequences,
          ({ ids, promptLength }) => ids.length - Math.max(1, promptLength),
        );
        return { ok: true, logps: outcome.logps, tokens: counts, truncated, separate };
      });
    },
  };
}

/** The same for a role whose model is the other role's: what was scored for that one is not scored again. */
export function sharedSource(source: LogpSource): readonly [LogpSource, LogpSource] {
  const known = new WeakMap<Example, ScoreOutcome>();
  const first: LogpSource = {
    ...source,
    async logps(examples) {
      const outcomes = await source.logps(examples);
      for (const [i, example] of examples.entries()) known.set(example, outcomes[i]);
      return outcomes;
    },
  };
  const second: LogpSource = {
    ...source,
    prepare: () => 0,
    async logps(examples) {
      const missing = examples.filter((example) => !known.has(example));
      if (missing.length > 0) await first.logps(missing);
      return examples.map((example) => known.get(example)!);
    },
  };
  return [first, second];
}

/** UserError at the first example when it has none: then nothing in the file can be evaluated. */
export function recordSource(role: Role): LogpSource {
  let found = false;
  return {
    scorer: undefined,
    prepare: () => 0,
    async logps(examples) {
      return examples.map((example): ScoreOutcome => {
        const logps = role === 'policy' ? example.policyLogps : example.referenceLogps;
        if (!logps) {
          if (found)
            return {
              ok: false,
              reason: l10n.t('no model is chosen and the record has no {0}', columns[role]),
            };
          throw new UserError(
            l10n.t(
              'No {0} is chosen, and the records carry no log-probabilities of one ({1}). Choose the folder of a {0} model and evaluate again.',
              role,
              columns[role],
            ),
            'usage',
          );
        }
        found = true;
        const tokens = new Uint32Array(logps.length);
        return { ok: true, logps: Float64Array.from(logps), tokens, truncated: false, separate: false };
      });
    },
  };
}
