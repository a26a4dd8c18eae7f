import { computed } from '@preact/signals';
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
    <section class="part" aria-label="Two runs example by example">
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
    ? `${count(flips.toRight)} margins turned right in ${b} and ${count(flips.toWrong)} turned wrong; rewards correlate by ${signed(r)}`
    : `${metricWords[key].ofExample} of ${count(points.n)} examples in ${a} and in ${b}`;
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
          ? `▲ wrong in ${a}, right in ${b}; ▽ the other way round. Dashed: the same in both.`
          : 'Dashed: the same in both.'
      }
      numbers={
        hasFlips
          ? {
              head: ['Margins', 'Examples'],
              lines: [
                [`Above 0 in both`, count(flips.bothRight)],
                [`Below 0 in both`, count(flips.bothWrong)],
                [`Below 0 in ${a}, above in ${b}`, count(flips.toRight)],
                [`Above 0 in ${a}, below in ${b}`, count(flips.toWrong)],
                [`Exactly 0 in one`, count(flips.zero)],
              ],
            }
          : { head: ['', 'Examples'], lines: [['In both', count(points.n)]] }
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
      ? 'Nothing in common'
      : equal === n
        ? `${name} is the same in all ${count(n)} examples`
        : `${name} is ${words.better} in ${b} in ${percent(better / n)} of the examples, ${words.worse} in ${percent(worse / n)}`;
  const axisTitle = `${metricWords[metric.value].axis}, ${b} − ${a}`;
  return (
    <Figure
      title={title}
      config={differenceConfig(series, axisTitle, isWorse, chartTheme.value)}
      legend={`Striped: ${words.worse}.`}
      numbers={{
        head: ['Difference', 'Examples'],
        lines: Array.from(series.counts, (counted, bar) => [barName(series, bar), count(counted)]),
      }}
    />
  );
}
