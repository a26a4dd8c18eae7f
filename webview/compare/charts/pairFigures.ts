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
import { correlationOf, ofPair, outcomesOf } from '../paired.ts';
import { base, digits, factorOf, isMoving, metric, other, type Shown, shown } from '../state.ts';
import { letterOf, metricWords, outcomeWords } from '../words.ts';

/** What the charts of two runs show. */

/** A loop, as `map` takes six times as long. */
function scaled(values: Float64Array, factor: number): Float64Array {
  if (factor === 1) return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = factor * values[i];
  return out;
}

/** Shares and the like have few values, which would hide each other as dots. */
const scattered = (key: MetricKey): MetricKey => (key === 'loss' || key === 'chosen' ? key : 'margin');

const scatterBefore = kept<ScatterData>();
export const scatterNow = computed(() => scatterBefore(shown.value, scatterOf));

function scatterOf(now: Shown): ScatterData | undefined {
  const key = scattered(metric.value);
  const pair = [base.value, other.value] as const;
  const factor = factorOf(key);
  const found = ofPair(now, `scatter ${factor}`, pair, key, (a, b) => scatterJob(a, b, factor), {
    large: true,
  });
  const r = correlationOf(now, pair);
  if (!found || r === undefined) return undefined;
  const { points, edges, flips, higher } = found;
  const [a, b] = pair.map(letterOf);
  const hasFlips = key === 'margin';
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

function* scatterJob(a: Float64Array, b: Float64Array, factor: number) {
  const [x, y] = [scaled(a, factor), scaled(b, factor)];
  yield;
  const ofX = histogramSeries(x).edges;
  yield;
  const edges = { x: ofX, y: histogramSeries(y).edges };
  yield;
  const points = scatter(x, y, edges);
  yield;
  return { edges, points, flips: signFlips(a, b), higher: outcomes(a, b, false) };
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

const changeBefore = kept<HistogramData>();
export const changeNow = computed(() => changeBefore(shown.value, changeOf));

function changeOf(now: Shown): HistogramData | undefined {
  const key = metric.value;
  const pair = [base.value, other.value] as const;
  const lower = lowerIsBetter(key);
  const factor = factorOf(key);
  const series = ofPair(now, `change ${factor}`, pair, key, (a, b) => changeJob(a, b, factor), {
    large: true,
  });
  const won = outcomesOf(now, pair, key);
  if (!series || !won) return undefined;
  const { better, worse, equal } = won;
  const n = better + worse + equal;
  const [a, b] = pair.map(letterOf);
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
    series,
    markers: [{ at: 0, label: l10n.t('no change') }],
    wrongSide: lower ? 'above' : 'below',
    counted: 'example',
    moreLines: [],
  };
}

function* changeJob(a: Float64Array, b: Float64Array, factor: number) {
  const change = scaled(differences(a, b), factor);
  yield;
  return histogramSeries(change);
}

/** Under a moving slider, and until they are counted anew, the charts of a million examples stay as they were. */
function kept<T>(): (now: Shown | undefined, compute: (now: Shown) => T | undefined) => T | undefined {
  let before: { readonly of: Shown; readonly data: T } | undefined;
  return (now, compute) => {
    if (!now || other.value >= now.runs.length) return undefined;
    if (before?.of !== now) before = undefined;
    const data = isMoving.value ? undefined : compute(now);
    if (data) before = { of: now, data };
    return before?.data;
  };
}
