import * as l10n from '@vscode/l10n';
import { failureOf, isOutOfMemory } from './failures.ts';
import { type Group, scoredTokens } from './groups.ts';
import type { Budget, GroupLogps, Job, RunHooks } from './pathRunner.ts';

export interface Batches {
  /** Splits sequences into forward passes. */
  plan(jobs: readonly Job[], budget: Budget): readonly (readonly Job[])[];
  /** One forward pass: for each sequence, the log-probabilities of its scored tokens. */
  run(jobs: readonly Job[]): Promise<readonly Float64Array[]>;
}

/**
 * Plans all groups' sequences into forward passes and runs them. Where one fails (out of memory, or a sequence that the graph
 * cannot take) it is halved and tried again, down to single sequences, so that only the guilty one's group fails; out of memory
 * also halves the budget of what follows, for good.
 */
export function runInBatches({ plan, run }: Batches) {
  let share = 1;
  return async (groups: readonly Group[], budget: Budget, hooks: RunHooks): Promise<GroupLogps[]> => {
    const reasons: (string | undefined)[] = groups.map(() => undefined);
    const logps = groups.map(({ sequences }) =>
      sequences.map((sequence): Float64Array => new Float64Array(scoredTokens(sequence))),
    );
    const within = (): Budget => ({
      tokens: Math.max(1, Math.floor(budget.tokens * share)),
      rows: Math.max(1, Math.floor(budget.rows * share)),
    });

    const attempt = async (jobs: readonly Job[]): Promise<void> => {
      // A group that has failed already needs no more work.
      const left = jobs.filter(({ group }) => reasons[group] === undefined);
      if (left.length === 0) return;
      hooks.signal?.throwIfAborted();
      let results: readonly Float64Array[];
      try {
        results = await run(left);
      } catch (error) {
        if (left.length === 1) {
          reasons[left[0].group] = failureOf(error, left[0].sequence.ids.length);
          return;
        }
        if (isOutOfMemory(error) && within().tokens > 1) {
          share /= 2;
          hooks.note?.(
            l10n.t('Out of memory: from now on at most {0} tokens a forward pass.', within().tokens),
          );
        }
        const half = Math.ceil(left.length / 2);
        await attempt(left.slice(0, half));
        await attempt(left.slice(half));
        return;
      }
      for (const [i, { group, sequence }] of left.entries())
        logps[group][groups[group].sequences.indexOf(sequence)] = results[i];
      hooks.ran?.(left.reduce((sum, { sequence }) => sum + sequence.ids.length, 0));
    };

    const all = groups.flatMap(({ sequences }, group) => sequences.map((sequence) => ({ group, sequence })));
    let passes = [...plan(all, within())];
    for (let next = passes.shift(); next; next = passes.shift()) {
      const before = share;
      await attempt(next);
      if (share < before) passes = [...plan(passes.flat(), within())];
    }
    return groups.map((_, index) => {
      const reason = reasons[index];
      return reason === undefined ? { ok: true, logps: logps[index] } : { ok: false, reason };
    });
  };
}
