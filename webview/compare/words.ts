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
    title: 'Mean loss',
    ofExample: 'Loss',
    hint: 'Minus the log-probability of the annotated ranking, nats; less is better',
    axis: 'Loss (nats)',
  },
  accuracy: {
    title: 'Pairwise accuracy',
    ofExample: 'Accuracy',
    hint: 'Share of ordered pairs with the larger reward on the better completion, mean over examples',
    axis: 'Accuracy',
  },
  top1: {
    title: 'Top-1',
    ofExample: 'Top-1',
    hint: 'The one largest reward belongs to the best tier',
    axis: 'Top-1',
  },
  tau: {
    title: 'Tau-b',
    ofExample: 'Tau-b',
    hint: 'Kendall’s tau-b between tiers and rewards, −1 to 1',
    axis: 'Tau-b',
  },
  margin: {
    title: 'Margin',
    ofExample: 'Margin',
    hint: 'Mean reward of the best tier minus the mean of all others, nats',
    axis: 'Margin (nats)',
  },
  chosen: {
    title: 'Chosen reward',
    ofExample: 'Chosen reward',
    hint: 'Mean reward of the best tier, nats: whether the policy likes the chosen completions more than its reference does',
    axis: 'Chosen reward (nats)',
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

export const differenceUnit = (key: MetricKey): string => (isShare(key) ? ' points' : '');

export const isNeutral = (key: MetricKey): boolean => key === 'chosen';

/** What more and less of a metric is called. */
export const outcomeWords = (key: MetricKey) =>
  isNeutral(key) ? { better: 'higher', worse: 'lower' } : { better: 'better', worse: 'worse' };

/** Whether a difference is one: by sign, word and class, never by colour alone. */
export function verdict(key: MetricKey, low: number, high: number) {
  if (Number.isNaN(low)) return { glyph: '', words: '', kind: 'none' } as const;
  if (low === 0 && high === 0) return { glyph: '=', words: 'the same', kind: 'none' } as const;
  if (low <= 0 && high >= 0) return { glyph: '≈', words: 'not clear', kind: 'none' } as const;
  // That a chosen completion is liked more than the reference does is neither good nor bad by itself.
  if (isNeutral(key))
    return low > 0
      ? ({ glyph: '▲', words: 'higher', kind: 'neutral' } as const)
      : ({ glyph: '▼', words: 'lower', kind: 'neutral' } as const);
  return low > 0 !== lowerIsBetter(key)
    ? ({ glyph: '▲', words: 'better', kind: 'better' } as const)
    : ({ glyph: '▼', words: 'worse', kind: 'worse' } as const);
}

/** What a run was scored by. */
export function modelsOf({ policy, reference }: RunHead): string {
  if (!policy && !reference) return 'log-probs of the records';
  return `${policy || 'no policy'} against ${reference || 'no reference'}`;
}

export function dateOf({ startedAt }: RunHead): string {
  const date = new Date(startedAt);
  return Number.isNaN(date.getTime())
    ? 'unknown'
    : date.toLocaleString('en', {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      });
}
