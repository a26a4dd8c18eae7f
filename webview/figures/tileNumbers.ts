import * as l10n from '@vscode/l10n';
import type { Estimate } from '../../extension/preference/moments.ts';
import type { Summary } from '../../extension/preference/summary.ts';
import type { Rate } from '../../extension/preference/wilson.ts';
import { count, fixed, percent, signed } from '../format.ts';

/** A number of a whole run, in words: on the page and in a report. */
export interface TileNumber {
  readonly label: string;
  readonly value: string;
  /** What the number means. */
  readonly hint: string;
  /** Its 95% interval, or of how many. */
  readonly note: string;
  /** The chance level, with what it means. */
  readonly more?: { readonly text: string; readonly hint: string };
}

/** `digits` are those of the rewards; `total` the examples that there are, counted or not. */
export function tileNumbers(
  summary: Omit<Summary, 'lengthCorrelation'>,
  digits: number,
  total: number,
): TileNumber[] {
  const shares = (rate: Rate | Estimate) => interval(rate, (value) => percent(value)).replace('% to', ' to');
  return [
    {
      label: l10n.t('Examples'),
      value: count(summary.n),
      hint: l10n.t('Examples that have a loss: scored, with a preference'),
      note: l10n.t('of {0} scored', count(total)),
    },
    {
      label: l10n.t('Mean loss'),
      value: fixed(summary.loss.mean, 3),
      hint: l10n.t('Mean of −log P(ranking), nats, with its 95% interval'),
      note: interval(summary.loss, (value) => fixed(value, 3)),
      more: {
        text: l10n.t('chance {0}', fixed(summary.chance, 3)),
        hint: l10n.t('Loss of a model that knows nothing: log K! for a strict ranking of K'),
      },
    },
    {
      label: l10n.t('Pairwise accuracy'),
      value: percent(summary.pairwiseAccuracy.mean),
      hint: l10n.t(
        'Share of ordered pairs with the larger reward on the better completion, mean over examples',
      ),
      note: shares(summary.pairwiseAccuracy),
    },
    {
      label: 'Top-1',
      value: percent(summary.top1.mean),
      hint: l10n.t('The one largest reward belongs to the best tier'),
      note: shares(summary.top1),
    },
    {
      label: 'Tau-b',
      value: signed(summary.kendallTauB.mean),
      hint: l10n.t('Mean of Kendall’s tau-b between tiers and rewards, −1 to 1'),
      note: interval(summary.kendallTauB, (value) => signed(value)),
    },
    {
      label: l10n.t({
        message: 'Margin',
        comment: ['Reward of the best completions minus that of the others'],
      }),
      value: signed(summary.margin.mean, digits),
      hint: l10n.t('Mean reward of the best tier minus that of all others, nats'),
      note: interval(summary.margin, (value) => signed(value, digits)),
    },
  ];
}

/** Bounds of the 95% interval, as `1.615 to 1.712`. */
function interval({ low, high }: Rate | Estimate, text: (value: number) => string) {
  return Number.isNaN(low) ? l10n.t('no interval yet') : l10n.t('{0} to {1}', text(low), text(high));
}
