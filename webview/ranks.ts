import * as l10n from '@vscode/l10n';
import { ordinal } from './format.ts';

/** Words for one tier: `1st`, or `2nd–4th, order unknown` where several share it. `before` completions stand above. */
export function tierLabel(before: number, size: number): string {
  const first = before + 1;
  return size === 1
    ? ordinal(first)
    : l10n.t('{0}–{1}, order unknown', ordinal(first), ordinal(before + size));
}

/** [K] place that each reward gets, 1 = largest; equal rewards share the better place. */
export function places(rewards: ArrayLike<number>): number[] {
  return Array.from(rewards, (reward) => {
    let place = 1;
    for (let i = 0; i < rewards.length; i++) if (rewards[i] > reward) place++;
    return place;
  });
}

/** Completions of a row in annotated order: indices within the row, and whether each begins a new tier. */
export function annotatedOrder(
  tier: Uint16Array,
  from: number,
  to: number,
): { index: number; newTier: boolean }[] {
  const order = Array.from({ length: to - from }, (_, i) => i).sort(
    (a, b) => tier[from + a] - tier[from + b] || a - b,
  );
  return order.map((index, k) => ({
    index,
    newTier: k === 0 || tier[from + index] !== tier[from + order[k - 1]],
  }));
}
