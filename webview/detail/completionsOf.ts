import { derivedOfRow } from '../derivedRows.ts';
import { annotatedOrder, places, tierLabel } from '../ranks.ts';
import type { Results } from '../state.ts';
import type { CompletionFacts } from './completion.tsx';

/** The completions of a row in annotated order, best first. */
export function completionsOf(
  { rows, beta }: Pick<Results, 'rows' | 'beta'>,
  row: number,
): CompletionFacts[] {
  const from = rows.offsets[row];
  const to = rows.offsets[row + 1];
  const derived = derivedOfRow(rows, row, beta);
  const place = places(derived.reward);
  const order = annotatedOrder(rows.tier, from, to);
  return order.map(({ index }) => {
    const c = from + index;
    const tier = rows.tier[c];
    const before = order.filter((other) => rows.tier[from + other.index] < tier).length;
    const size = order.filter((other) => rows.tier[from + other.index] === tier).length;
    return {
      index,
      tier: tierLabel(before, size),
      place: place[index],
      reward: derived.reward[index],
      policyLogp: rows.policyLogp[c],
      referenceLogp: rows.referenceLogp[c],
      tokens: rows.tokens[c],
      topProbability: derived.topProbability[index],
      gradient: derived.gradient[index],
    };
  });
}
