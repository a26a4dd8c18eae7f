import * as l10n from '@vscode/l10n';
import { lowerIsBetter, type MetricKey } from '../../extension/preference/paired/pairedMetrics.ts';
import { fixed, percent, signed } from '../format.ts';
import type { RunHead } from './contract.ts';

/** The letter by which a run is called on this page. */
export const letterOf = (run: number): string => String.fromCharCode(65 + run);

export interface MetricWords {
  readonly title: string;
  /** Of one example. */
  readonly ofExample: string;
  readonly hint: string;
  /** With its unit, for an axis. */
  readonly axis: string;
}

export const metricWords: Readonly<Record<MetricKey, MetricWords>> = {
  loss: {
    title: l10n.t('Mean loss'),
    ofExample: l10n.t({
      message: 'Loss',
      comment: ['Of preference optimization: minus the log-probability of the ranking'],
    }),
    hint: l10n.t('Minus the log-probability of the annotated ranking, nats; less is better'),
    axis: l10n.t('Loss (nats)'),
  },
  accuracy: {
    title: l10n.t('Pairwise accuracy'),
    ofExample: l10n.t('Accuracy'),
    hint: l10n.t(
      'Share of ordered pairs with the larger reward on the better completion, mean over examples',
    ),
    axis: l10n.t('Accuracy'),
  },
  top1: {
    title: 'Top-1',
    ofExample: 'Top-1',
    hint: l10n.t('The one largest reward belongs to the best tier'),
    axis: 'Top-1',
  },
  tau: {
    title: 'Tau-b',
    ofExample: 'Tau-b',
    hint: l10n.t('Kendall’s tau-b between tiers and rewards, −1 to 1'),
    axis: 'Tau-b',
  },
  margin: {
    title: l10n.t({
      message: 'Margin',
      comment: ['Reward of the best completions minus that of the others'],
    }),
    ofExample: l10n.t({
      message: 'Margin',
      comment: ['Reward of the best completions minus that of the others'],
    }),
    hint: l10n.t('Mean reward of the best tier minus the mean of all others, nats'),
    axis: l10n.t('Margin (nats)'),
  },
  chosen: {
    title: l10n.t('Chosen reward'),
    ofExample: l10n.t('Chosen reward'),
    hint: l10n.t(
      'Mean reward of the best tier, nats: whether the policy likes the chosen completions more than its reference does',
    ),
    axis: l10n.t('Chosen reward (nats)'),
  },
};

const isShare = (key: MetricKey) => key === 'accuracy' || key === 'top1';

/** A value of a metric; `digits` are those of rewards. */
export function metricText(key: MetricKey, value: number, digits: number): string {
  if (isShare(key)) return percent(value);
  if (key === 'loss') return fixed(value, 3);
  return signed(value, key === 'tau' ? 3 : digits);
}

/** A difference of two values: shares in percentage points. */
export function differenceText(key: MetricKey, value: number, digits: number): string {
  if (isShare(key)) return signed(100 * value, 1);
  return signed(value, key === 'loss' || key === 'tau' ? 3 : digits);
}

export const differenceUnit = (key: MetricKey): string =>
  isShare(key) ? ` ${l10n.t({ message: 'points', comment: ['Percentage points, behind a number'] })}` : '';

export const isNeutral = (key: MetricKey): boolean => key === 'chosen';

/** What more and less of a metric is called. */
export const outcomeWords = (key: MetricKey) =>
  isNeutral(key)
    ? { better: l10n.t('higher'), worse: l10n.t('lower') }
    : { better: l10n.t('better'), worse: l10n.t('worse') };

/** Whether a difference is one: by sign, word and class, never by colour alone. */
export function verdict(key: MetricKey, low: number, high: number) {
  if (Number.isNaN(low)) return { glyph: '', words: '', kind: 'none' } as const;
  if (low === 0 && high === 0) return { glyph: '=', words: l10n.t('the same'), kind: 'none' } as const;
  if (low <= 0 && high >= 0) return { glyph: '≈', words: l10n.t('not clear'), kind: 'none' } as const;
  // That a chosen completion is liked more than the reference does is neither good nor bad by itself.
  if (isNeutral(key))
    return low > 0
      ? ({ glyph: '▲', words: l10n.t('higher'), kind: 'neutral' } as const)
      : ({ glyph: '▼', words: l10n.t('lower'), kind: 'neutral' } as const);
  return low > 0 !== lowerIsBetter(key)
    ? ({ glyph: '▲', words: l10n.t('better'), kind: 'better' } as const)
    : ({ glyph: '▼', words: l10n.t('worse'), kind: 'worse' } as const);
}

/** What a run was scored by. */
export function modelsOf({ policy, reference }: RunHead): string {
  if (!policy && !reference) return l10n.t('log-probs of the records');
  return l10n.t('{0} against {1}', policy || l10n.t('no policy'), reference || l10n.t('no reference'));
}

export function dateOf({ startedAt }: RunHead): string {
  const date = new Date(startedAt);
  return Number.isNaN(date.getTime())
    ? l10n.t('unknown')
    : date.toLocaleString('en', {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      });
}
