import * as l10n from '@vscode/l10n';
import { chanceLevels, shareBelowChance, sharePositive } from '../../extension/preference/chanceLevels.ts';
import type { DerivedColumns } from '../../extension/preference/columns.ts';
import { type HistogramSeries, histogramSeries } from '../../extension/preference/histogramSeries.ts';
import type { RewardsOfRank } from '../../extension/preference/rewardsByRank.ts';
import { count, fixed, ordinal, signed } from '../format.ts';
import { barName, type NumberTable } from './barName.ts';
import type { DensityData } from './densityData.ts';
import type { EstimateData } from './estimateData.ts';
import type { ScatterData } from './scatterData.ts';
import { lossSentence, marginSentence, rewardSentence } from './sentences.ts';
import { type Counted, countedName } from './shortWords.ts';
import type { SweepData } from './sweepData.ts';

/** What each chart shows, however it is drawn: on the page, as an image, in a report. No DOM. */

/** A dashed vertical line at a value of the x axis, with a word at its top. */
export interface Marker {
  readonly at: number;
  readonly label: string;
}

export interface HistogramData {
  readonly kind: 'histogram';
  /** Part of a file's name, where the axis does not give it. */
  readonly name?: string;
  /** What the chart says. */
  readonly title: string;
  /** Name of the values, with their unit. */
  readonly axisTitle: string;
  /** What is to be known of the bars besides. */
  readonly note?: string;
  readonly series: HistogramSeries;
  readonly markers: readonly Marker[];
  /** On which side of 0 bars are striped. */
  readonly wrongSide?: 'below' | 'above';
  /** What is counted. */
  readonly counted: Counted;
  /** What the marks say, for the table. */
  readonly moreLines: readonly (readonly string[])[];
}

export interface RewardData {
  readonly kind: 'rewards';
  readonly title: string;
  /** Quantiles of the rewards by tier, nats. */
  readonly ranks: readonly RewardsOfRank[];
  readonly digits: number;
}

export type ChartData = HistogramData | RewardData | DensityData | EstimateData | SweepData | ScatterData;

const zero = [{ at: 0, label: '0' }];

export function rewardData(
  tiers: readonly { readonly mean: number }[],
  ranks: readonly RewardsOfRank[],
  digits: number,
): RewardData {
  return { kind: 'rewards', title: rewardSentence(tiers, digits), ranks, digits };
}

export function marginData(
  { margin }: Pick<DerivedColumns, 'margin'>,
  series = histogramSeries(margin),
): HistogramData {
  const title = marginSentence(sharePositive(margin));
  const what = {
    kind: 'histogram',
    axisTitle: l10n.t('Margin (nats)'),
    counted: 'example',
  } as const;
  return { ...what, title, series, markers: zero, wrongSide: 'below', moreLines: [] };
}

export function lossData(
  { loss, chance }: Pick<DerivedColumns, 'loss' | 'chance'>,
  series = histogramSeries(loss),
): HistogramData {
  const levels = chanceLevels(chance);
  return {
    kind: 'histogram',
    axisTitle: l10n.t('Loss (nats)'),
    counted: 'example',
    title: lossSentence(shareBelowChance(loss, chance)),
    series,
    markers: levels.map((level, i) => ({
      at: level.loss,
      label: i === 0 ? l10n.t('chance {0}', fixed(level.loss)) : fixed(level.loss),
    })),
    moreLines: levels.map((level) => [l10n.t('Chance level {0}', fixed(level.loss, 3)), count(level.n)]),
  };
}

/** The chart's numbers, for whoever does not see it. */
export function numbersOf(data: ChartData): NumberTable {
  if (data.kind === 'histogram') {
    const bars = Array.from(data.series.counts, (n, bar) => [barName(data.series, bar), count(n)]);
    return { head: [data.axisTitle, countedName[data.counted]], lines: [...bars, ...data.moreLines] };
  }
  if (data.kind !== 'rewards') return data.table;
  return {
    head: [
      l10n.t({ message: 'Tier', comment: ['Completions of one tier are tied; the best tier is the first'] }),
      l10n.t('Completions'),
      '5%',
      '25%',
      l10n.t('Median'),
      '75%',
      '95%',
    ],
    lines: data.ranks.map((r) => [
      ordinal(r.rank),
      count(r.n),
      ...[r.q05, r.q25, r.q50, r.q75, r.q95].map((value) => signed(value, data.digits)),
    ]),
  };
}

/** Whether a bar is on the wrong side of 0. */
export function isWrong({ wrongSide, series: { edges } }: HistogramData, bar: number): boolean {
  return wrongSide === 'below' ? edges[bar + 1] <= 1e-12 : wrongSide === 'above' && edges[bar] >= -1e-12;
}
