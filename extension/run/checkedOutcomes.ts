import * as l10n from '@vscode/l10n';
import type { TokenItem, TokenOutcome } from '../model/contract.ts';

/**
 * Answers of the scorer process, [n] for [n] items, each held to what it must be: a provider that goes wrong may give any numbers, and
 * what is stored is believed for ever.
 */
export function checkedOutcomes(items: readonly TokenItem[], answer: unknown): TokenOutcome[] {
  const outcomes: readonly unknown[] = Array.isArray(answer) && answer.length === items.length ? answer : [];
  return items.map(({ sequences }, i): TokenOutcome => {
    const { ok, logps, reason } = (outcomes[i] ?? {}) as Record<string, unknown>;
    if (ok === false && typeof reason === 'string') return { ok, reason };
    const isRight =
      ok === true &&
      logps instanceof Float64Array &&
      logps.length === sequences.length &&
      // No probability is above 1, but for rounding.
      logps.every((logp) => Number.isFinite(logp) && logp < 1);
    if (isRight) return { ok, logps };
    return {
      ok: false,
      reason: l10n.t('the process that holds the models answered with something that is no log-probability'),
    };
  });
}
