import * as l10n from '@vscode/l10n';
import { ordinal } from '../../webview/format.ts';
import { type Tiers, tiersOfRow } from '../preference/ranking.ts';
import type { DatasetResults } from '../run/results.ts';
import { fixed, listed, percent, signed } from './numberWords.ts';
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
    l10n.t('**Implicit reward {0}** nats (beta {1})', signed(evaluation.reward[index], 3), beta),
    '',
    l10n.t('| log-probability | nats |'),
    '| :-- | --: |',
    l10n.t('| policy | {0} |', fixed(policyLogp)),
    l10n.t('| reference | {0} |', fixed(referenceLogp)),
    l10n.t('| difference | {0} |', signed(policyLogp - referenceLogp)),
    '',
    // Log-probs that came with the record have no token counts.
    `${probabilityWords(percent(evaluation.topProbability[index]), tokens)}  `,
    l10n.t(
      'Annotated {0} of {1}, the policy places it {2}',
      placeWords(annotated),
      count,
      placeWords(policy),
    ),
  ].join('\n');
}

function probabilityWords(probability: string, tokens: number): string {
  if (tokens === 0) return l10n.t('{0} probability to be ranked first', probability);
  return tokens === 1
    ? l10n.t('1 token, {0} probability to be ranked first', probability)
    : l10n.t('{0} tokens, {1} probability to be ranked first', tokens, probability);
}

/** The tiers in words beside the policy's order; completions by their 0-based index, as the record names them. */
export function rankingHover(results: DatasetResults, row: number): string | undefined {
  const evaluation = results.evaluate(row);
  if (!evaluation) return undefined;
  const order = orderOf(evaluation.reward);
  return [
    l10n.t('**Ranking**, completions counted from 0'),
    '',
    `${l10n.t('Annotated: {0}', tiersInWords(tiersOfRow(results.rows, row)))}  `,
    l10n.t('Policy: {0}', tiersInWords(order)),
    '',
    l10n.t(
      'Accuracy {0} of the ordered pairs, loss {1} nats (chance level {2})',
      percent(evaluation.pairwiseAccuracy),
      fixed(evaluation.loss),
      fixed(evaluation.chance),
    ),
  ].join('\n');
}

/** "2 is best, then 0 and 3 tied, then 1" */
export function tiersInWords(tiers: Tiers): string {
  const words = tiers.map((tier) => (tier.length > 1 ? l10n.t('{0} tied', listed(tier)) : `${tier[0]}`));
  const [best, ...others] = words;
  if (others.length === 0) return l10n.t('{0}, no order among them', best);
  const first =
    tiers[0].length > 1 ? l10n.t('{0} are best, tied', listed(tiers[0])) : l10n.t('{0} is best', best);
  return [first, ...others.map((tier) => l10n.t('then {0}', tier))].join(', ');
}

/** "2nd", or "2nd to 4th (tied)" */
export function placeWords({ first, last }: PlaceRange): string {
  return first === last ? ordinal(first) : l10n.t('{0} to {1} (tied)', ordinal(first), ordinal(last));
}
