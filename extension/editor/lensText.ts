import * as l10n from '@vscode/l10n';
import type { ExampleEvaluation } from '../preference/evaluateExample.ts';
import { Status, truncatedFlag } from '../preference/rows.ts';
import type { DatasetResults } from '../run/results.ts';
import { fixed, percent, signed } from './numberWords.ts';

export interface LensText {
  readonly title: string;
  readonly tooltip: string;
}

/** One line above an example: `✓ loss 0.31 · accuracy 100% · margin +1.24`, or why there are no numbers. */
export function lensText(results: DatasetResults, row: number, decided?: string): LensText {
  const { rows } = results;
  const evaluation = results.evaluate(row);
  if (evaluation) {
    const truncated = (rows.flags[row] & truncatedFlag) !== 0 ? ` · ${l10n.t('truncated')}` : '';
    const label = decided === undefined ? '' : ` · ${decided}`;
    return {
      title: `${numbers(evaluation)}${truncated}${label}`,
      tooltip: tooltip(evaluation, results.beta),
    };
  }
  const what =
    rows.status[row] === Status.noPreference
      ? l10n.t('no preference: every completion is tied')
      : l10n.t('not evaluated');
  // The reason may name what a model's files say; `$(` would be read as an icon.
  const reason = rows.reason[row]?.replaceAll('$(', '$ (') ?? l10n.t('The evaluation gives no reason.');
  return { title: `○ ${what}`, tooltip: reason };
}

function numbers(e: ExampleEvaluation): string {
  return l10n.t(
    '{0} loss {1} · accuracy {2} · margin {3}',
    agreement(e).glyph,
    fixed(e.loss),
    percent(e.pairwiseAccuracy),
    signed(e.margin),
  );
}

/** How the policy's order compares to the annotated one: by shape, so that it needs no colour. */
export function agreement(e: Pick<ExampleEvaluation, 'pairwiseAccuracy' | 'top1'>): {
  readonly glyph: string;
  readonly words: string;
} {
  if (!e.top1) return { glyph: '✗', words: l10n.t('The policy does not rank the best completion first') };
  if (e.pairwiseAccuracy < 1)
    return {
      glyph: '≈',
      words: l10n.t('The policy ranks the best completion first, others in another order'),
    };
  return { glyph: '✓', words: l10n.t('The policy agrees with the whole ranking') };
}

function tooltip(e: ExampleEvaluation, beta: number): string {
  const tau = e.kendallTauB === undefined ? '' : l10n.t(", Kendall's tau-b {0}", signed(e.kendallTauB));
  return l10n.t(
    '{0}. Chance level {1} nats{2}, beta {3}. Show this example in the results.',
    agreement(e).words,
    fixed(e.chance),
    tau,
    beta,
  );
}
