import type { Example } from '../dataset/example.ts';
import type { ScoreItem, ScoreOutcome } from '../model/contract.ts';
import { UserError } from '../userError.ts';
import type { RoleScorer } from './score.ts';
import type { Role } from './scorerProtocol.ts';

/** Where a role's log-probabilities come from: a model, or the records themselves. */
export interface LogpSource {
  readonly scorer: RoleScorer | undefined;
  /** [n] outcomes for [n] examples. */
  logps(examples: readonly Example[]): Promise<ScoreOutcome[]>;
}

const columns = { policy: 'policy_logps', reference: 'reference_logps' } as const;

export function modelSource(scorer: RoleScorer): LogpSource {
  return {
    scorer,
    logps: (examples) =>
      scorer.score(
        examples.map(({ prompt, completions, tools }): ScoreItem => ({ prompt, completions, tools })),
      ),
  };
}

/** UserError at the first example when it has none: then nothing in the file can be evaluated. */
export function recordSource(role: Role): LogpSource {
  let found = false;
  return {
    scorer: undefined,
    async logps(examples) {
      return examples.map((example): ScoreOutcome => {
        const logps = role === 'policy' ? example.policyLogps : example.referenceLogps;
        if (!logps) {
          if (found)
            return { ok: false, reason: `no model is chosen and the record has no ${columns[role]}` };
          throw new UserError(
            `No ${role} is chosen, and the records carry no log-probabilities of one (${columns[role]}). Choose the folder of a ${role} model and evaluate again.`,
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
