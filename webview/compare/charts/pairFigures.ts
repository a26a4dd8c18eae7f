import { computed } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import { histogramSeries } from '../../../extension/preference/histogramSeries.ts';
import {
  differences,
  outcomes,
  type SignFlips,
  signFlips,
} from '../../../extension/preference/paired/differences.ts';
import { lowerIsBetter, type MetricKey } from '../../../extension/preference/paired/pairedMetrics.ts';
import { scatter } from '../../../extension/preference/paired/scatter.ts';
import type { HistogramData } from '../../figures/chartData.ts';
import type { ScatterData } from '../../figures/scatterData.ts';
import { count, percent, signed } from '../../format.ts';
import { correlationWith } from '../means.ts';
import { base, digits, factorOf, isMoving, metric, other, type Shown, shown, valuesOf } from '../state.ts';
import { letterOf, metricWords, outcomeWords } from '../words.ts';

/** What the charts of two runs show. Under a moving slider those of a million examples stay as they were. */

/** Values of the two runs at this beta; undefined while losses follow. */
function pairOf(now: Shown | undefined, key: MetricKey) {
  if (!now || other.value >= now.runs.length) return undefined;
  const [a, b] = [valuesOf(now, base.value, key), valuesOf(now, other.value, key)];
  const factor = factorOf(key);
  return a && b ? { a: scaled(a, factor), b: scaled(b, factor) } : undefined;
}

/** A loop, as `map` takes six times as long. */
function scaled(values: Float64Array, factor: number): Float64Array {
  if (factor === 1) return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = factor * values[i];
  return out;
}

/** Shares and the like have few values, which would hide each other as dots. */
const scattered = (key: MetricKey): MetricKey => (key === 'loss' || key === 'chosen' ? key : 'margin');

let lastScatter: ScatterData | undefined;
export const scatterNow = computed(() => {
  if (!isMoving.value) lastScatter = scatterOf(shown.value);
  return lastScatter;
});

function scatterOf(now: Shown | undefined): ScatterData | undefined {
  const key = scattered(metric.value);
  const pair = pairOf(now, key);
  if (!now || !pair) return undefined;
  const [a, b] = [letterOf(base.value), letterOf(other.value)];
  const edges = { x: histogramSeries(pair.a).edges, y: histogramSeries(pair.b).edges };
  const points = scatter(pair.a, pair.b, edges);
  const hasFlips = key === 'margin';
  const flips = signFlips(pair.a, pair.b);
  const r = correlationWith(now.runs[base.value], now.runs[other.value]);
  const higher = outcomes(pair.a, pair.b, false);
  return {
    kind: 'scatter',
    name: 'scatter',
    title: hasFlips
      ? l10n.t(
          '{0} margins turned right in {1} and {2} turned wrong; rewards correlate by {3}',
          count(flips.toRight),
          b,
          count(flips.toWrong),
          signed(r),
        )
      : l10n.t('{0} of {1} examples in {2} and in {3}', metricWords[key].ofExample, count(points.n), a, b),
    note: hasFlips
      ? l10n.t('▲ wrong in {0}, right in {1}; ▽ the other way round. Dashed: the same in both.', a, b)
      : l10n.t('Dashed: the same in both.'),
    points,
    edges,
    axisX: `${metricWords[key].axis}, ${a}`,
    axisY: `${metricWords[key].axis}, ${b}`,
    digits: digits.value,
    hasFlips,
    table: {
      head: [metricWords[key].ofExample, l10n.t('Examples')],
      lines: [
        ...(hasFlips ? flipLines(flips, a, b) : []),
        [l10n.t('Higher in {0} than in {1}', b, a), count(higher.better)],
        [l10n.t('Lower in {0} than in {1}', b, a), count(higher.worse)],
        [l10n.t('The same in both'), count(higher.equal)],
      ],
    },
  };
}

function flipLines(flips: SignFlips, a: string, b: string): string[][] {
  return [
    [l10n.t('Above 0 in both'), count(flips.bothRight)],
    [l10n.t('Below 0 in both'), count(flips.bothWrong)],
    [l10n.t('Below 0 in {0}, above in {1}', a, b), count(flips.toRight)],
    [l10n.t('Above 0 in {0}, below in {1}', a, b), count(flips.toWrong)],
    [l10n.t('Exactly 0 in one'), count(flips.zero)],
  ];
}

let lastChange: HistogramData | undefined;
export const changeNow = computed(() => {
  if (!isMoving.value) lastChange = changeOf(shown.value);
  return lastChange;
});

function changeOf(now: Shown | undefined): HistogramData | undefined {
  const key = metric.value;
  const pair = pairOf(now, key);
  if (!pair) return undefined;
  const lower = lowerIsBetter(key);
  const { better, worse, equal } = outcomes(pair.a, pair.b, lower);
  const n = better + worse + equal;
  const [a, b] = [letterOf(base.value), letterOf(other.value)];
  const words = outcomeWords(key);
  const name = metricWords[key].ofExample;
  return {
    kind: 'histogram',
    name: 'difference',
    title:
      n === 0
        ? l10n.t('Nothing in common')
        : equal === n
          ? l10n.t('{0} is the same in all {1} examples', name, count(n))
          : l10n.t(
              '{0} is {1} in {2} in {3} of the examples, {4} in {5}',
              name,
              words.better,
              b,
              percent(better / n),
              words.worse,
              percent(worse / n),
            ),
    axisTitle: `${metricWords[key].axis}, ${b} − ${a}`,
    note: l10n.t('Striped: {0}.', words.worse),
    series: histogramSeries(differences(pair.a, pair.b)),
    markers: [{ at: 0, label: l10n.t('no change') }],
    wrongSide: lower ? 'above' : 'below',
    counted: l10n.t('Examples'),
    moreLines: [],
  };
}
