import type { CompletionFacts } from './completion.tsx';
import type { CompletionOrder } from './view.ts';

/** The completions (in annotated order) in the order that is asked for; equal rewards stay as annotated, what has none comes last. */
export function orderedBy(
  completions: readonly CompletionFacts[],
  order: CompletionOrder,
): readonly CompletionFacts[] {
  if (order === 'annotated') return completions;
  const key = ({ reward }: CompletionFacts) => (Number.isNaN(reward) ? Number.NEGATIVE_INFINITY : reward);
  // Not by subtraction: Infinity - Infinity is no order.
  return [...completions].sort((a, b) => (key(a) > key(b) ? -1 : key(a) < key(b) ? 1 : 0));
}
