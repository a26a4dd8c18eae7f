import { type Tiers, tiersOfRow } from '../preference/ranking.ts';
import type { DatasetResults } from '../run/results.ts';
import { fixed, listed, ordinal, percent, signed } from './numberWords.ts';
import { orderOf, type PlaceRange, placesOf } from './places.ts';

/** Markdown of a hover, made from numbers alone: nothing of the dataset's text is in it. Undefined when the row has no numbers. */
export function completionHover(results: DatasetResults, row: number, index: number): string | undefined {
  const { rows, beta } = results;
  const evaluation = results.evaluate(row);
  const at = rows.offsets[row] + index;
  if (!evaluation || at >= rows.offsets[row + 1]) return undefined;
  const count = evaluation.reward.length;
  const tierOf = Array.from(rows.tier.subarray(rows.offsets[row], rows.offsets[row + 1]));
  const annotated = placesOf(tierOf.map((tier) => -tier))[index];
  const policy = placesOf(evaluation.reward)[index];
  const [policyLogp, referenceLogp] = [rows.policyLogp[at], rows.referenceLogp[at]];
  const tokens = rows.tokens[at];
  return [
    `**Implicit reward ${signed(evaluation.reward[index], 3)}** nats (beta ${beta})`,
    '',
    '| log-probability | nats |',
    '| :-- | --: |',
    `| policy | ${fixed(policyLogp)} |`,
    `| reference | ${fixed(referenceLogp)} |`,
    `| difference | ${signed(policyLogp - referenceLogp)} |`,
    '',
    // Log-probs that came with the record have no token counts.
    ...(tokens > 0 ? [`${tokens} ${tokens === 1 ? 'token' : 'tokens'}, `] : []),
    `${percent(evaluation.topProbability[index])} probability to be ranked first  `,
    `Annotated ${placeWords(annotated)} of ${count}, the policy places it ${placeWords(policy)}`,
  ].join('\n');
}

/** The tiers in words beside the policy's order; completions by their 0-based index, as the record names them. */
export function rankingHover(results: DatasetResults, row: number): string | undefined {
  const evaluation = results.evaluate(row);
  if (!evaluation) return undefined;
  const order = orderOf(evaluation.reward);
  return [
    '**Ranking**, completions counted from 0',
    '',
    `Annotated: ${tiersInWords(tiersOfRow(results.rows, row))}  `,
    `Policy: ${tiersInWords(order)}`,
    '',
    `Accuracy ${percent(evaluation.pairwiseAccuracy)} of the ordered pairs, loss ${fixed(evaluation.loss)} nats (chance level ${fixed(evaluation.chance)})`,
  ].join('\n');
}

/** "2 is best, then 0 and 3 tied, then 1" */
export function tiersInWords(tiers: Tiers): string {
  const words = tiers.map((tier) => (tier.length > 1 ? `${listed(tier)} tied` : `${tier[0]}`));
  const [best, ...others] = words;
  if (others.length === 0) return `${best}, no order among them`;
  const first = tiers[0].length > 1 ? `${listed(tiers[0])} are best, tied` : `${best} is best`;
  return [first, ...others.map((tier) => `then ${tier}`)].join(', ');
}

/** "2nd", or "2nd to 4th (tied)" */
export function placeWords({ first, last }: PlaceRange): string {
  return first === last ? ordinal(first) : `${ordinal(first)} to ${ordinal(last)} (tied)`;
}
