import { computed } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import { histogramSeries } from '../../../extension/preference/histogramSeries.ts';
import { differences, outcomes, signFlips } from '../../../extension/preference/paired/differences.ts';
import { lowerIsBetter, type MetricKey } from '../../../extension/preference/paired/pairedMetrics.ts';
import { scatter } from '../../../extension/preference/paired/scatter.ts';
import { chartTheme } from '../../charts/theme.ts';
import { barName } from '../../figures/barName.ts';
import { count, percent, signed } from '../../format.ts';
import { correlationWith } from '../means.ts';
import { PairChoice } from '../pairChoice.tsx';
import { base, digits, factorOf, isMoving, metric, other, type Shown, shown, valuesOf } from '../state.ts';
import { letterOf, metricWords, outcomeWords } from '../words.ts';
import { differenceConfig } from './differenceConfig.ts';
import { Figure } from './figure.tsx';
import { scatterConfig } from './scatterConfig.ts';

/** Values of the two runs at this beta; undefined while losses follow. */
function pairOf(now: Shown, key: MetricKey) {
  const [a, b] = [valuesOf(now, base.value, key), valuesOf(now, other.value, key)];
  const factor = factorOf(key);
  return a && b ? { a: scaled(a, factor), b: scaled(b, factor) } : undefined;
}

const scaled = (values: Float64Array, factor: number) =>
  factor === 1 ? values : values.map((value) => factor * value);

/** Shares and the like have few values, which would hide each other as dots. */
const scattered = (key: MetricKey): MetricKey => (key === 'loss' || key === 'chosen' ? key : 'margin');

let lastScatter: ReturnType<typeof scatterOf>;
const scatterNow = computed(() => {
  // Under a moving slider a million examples stay as they were.
  if (!isMoving.value) lastScatter = scatterOf();
  return lastScatter;
});

function scatterOf() {
  const now = shown.value;
  const pair = now && other.value < now.runs.length && pairOf(now, scattered(metric.value));
  if (!pair) return undefined;
  const edges = { x: histogramSeries(pair.a).edges, y: histogramSeries(pair.b).edges };
  return { edges, points: scatter(pair.a, pair.b, edges), flips: signFlips(pair.a, pair.b) };
}

let lastChange: ReturnType<typeof changeOf>;
const changeNow = computed(() => {
  if (!isMoving.value) lastChange = changeOf();
  return lastChange;
});

function changeOf() {
  const now = shown.value;
  const key = metric.value;
  const pair = now && other.value < now.runs.length && pairOf(now, key);
  if (!pair) return undefined;
  return {
    series: histogramSeries(differences(pair.a, pair.b)),
    won: outcomes(pair.a, pair.b, lowerIsBetter(key)),
  };
}

/** The two runs example by example: one against the other, and by how much they differ. */
export function Charts({ now }: { readonly now: Shown }) {
  return (
    <section class="part" aria-label={l10n.t('Two runs example by example')}>
      <PairChoice now={now} />
      <div class="charts two">
        <ScatterFigure now={now} />
        <ChangeFigure />
      </div>
    </section>
  );
}

function ScatterFigure({ now }: { readonly now: Shown }) {
  const found = scatterNow.value;
  if (!found) return null;
  const key = scattered(metric.value);
  const [a, b] = [letterOf(base.value), letterOf(other.value)];
  const { points, edges, flips } = found;
  const hasFlips = key === 'margin';
  const r = correlationWith(now.runs[base.value], now.runs[other.value]);
  const title = hasFlips
    ? l10n.t(
        '{0} margins turned right in {1} and {2} turned wrong; rewards correlate by {3}',
        count(flips.toRight),
        b,
        count(flips.toWrong),
        signed(r),
      )
    : l10n.t('{0} of {1} examples in {2} and in {3}', metricWords[key].ofExample, count(points.n), a, b);
  const words = {
    x: `${metricWords[key].axis}, ${a}`,
    y: `${metricWords[key].axis}, ${b}`,
    digits: digits.value,
    hasFlips,
  };
  const config = scatterConfig(points, edges, words, chartTheme.value);
  return (
    <Figure
      title={title}
      config={config}
      legend={
        hasFlips
          ? l10n.t('▲ wrong in {0}, right in {1}; ▽ the other way round. Dashed: the same in both.', a, b)
          : l10n.t('Dashed: the same in both.')
      }
      numbers={
        hasFlips
          ? {
              head: [l10n.t('Margins'), l10n.t('Examples')],
              lines: [
                [l10n.t('Above 0 in both'), count(flips.bothRight)],
                [l10n.t('Below 0 in both'), count(flips.bothWrong)],
                [l10n.t('Below 0 in {0}, above in {1}', a, b), count(flips.toRight)],
                [l10n.t('Above 0 in {0}, below in {1}', a, b), count(flips.toWrong)],
                [l10n.t('Exactly 0 in one'), count(flips.zero)],
              ],
            }
          : { head: ['', l10n.t('Examples')], lines: [[l10n.t('In both'), count(points.n)]] }
      }
    />
  );
}

function ChangeFigure() {
  const found = changeNow.value;
  if (!found) return null;
  const { series, won } = found;
  const { better, worse, equal } = won;
  const n = better + worse + equal;
  const [a, b] = [letterOf(base.value), letterOf(other.value)];
  const lower = lowerIsBetter(metric.value);
  const isWorse = (bar: number) => (lower ? series.edges[bar] >= -1e-12 : series.edges[bar + 1] <= 1e-12);
  const name = metricWords[metric.value].ofExample;
  const words = outcomeWords(metric.value);
  const title =
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
          );
  const axisTitle = `${metricWords[metric.value].axis}, ${b} − ${a}`;
  return (
    <Figure
      title={title}
      config={differenceConfig(series, axisTitle, isWorse, chartTheme.value)}
      legend={l10n.t('Striped: {0}.', words.worse)}
      numbers={{
        head: [l10n.t('Difference'), l10n.t('Examples')],
        lines: Array.from(series.counts, (counted, bar) => [barName(series, bar), count(counted)]),
      }}
    />
  );
}
