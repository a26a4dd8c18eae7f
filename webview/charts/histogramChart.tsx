import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'preact/hooks';
import { count, digitsOfStep, fixed } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import { Figure } from './figure.tsx';
import { hatch } from './hatch.ts';
import type { HistogramSeries } from './histogramSeries.ts';
import { type Marker, markersPlugin } from './markers.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

interface Props {
  readonly title: string;
  /** Name of the values, with their unit. */
  readonly axisTitle: string;
  readonly series: HistogramSeries;
  readonly markers: readonly Marker[];
  /** Bars that end at or below 0 are striped: on the wrong side. */
  readonly wrongBelowZero?: boolean;
  /** What the marks say, for the table. */
  readonly moreLines?: readonly (readonly string[])[];
}

/** Examples by a value. */
export function HistogramChart({
  title,
  axisTitle,
  series,
  markers,
  wrongBelowZero = false,
  moreLines = [],
}: Props) {
  const theme = chartTheme.value;
  const config = useMemo(
    () => configure(series, markers, axisTitle, wrongBelowZero, theme),
    [series, theme, axisTitle, wrongBelowZero],
  );
  const rows = Array.from(series.counts, (n, bar) => [barName(series, bar), count(n)]);
  return (
    <Figure title={title} config={config} head={[axisTitle, 'Examples']} lines={[...rows, ...moreLines]} />
  );
}

function configure(
  series: HistogramSeries,
  markers: readonly Marker[],
  axisTitle: string,
  wrongBelowZero: boolean,
  theme: ChartTheme,
): ChartConfiguration {
  const { edges, counts } = series;
  const wrong = (bar: number) => wrongBelowZero && edges[bar + 1] <= 1e-12;
  const striped = hatch(theme.bad);
  const bars = Array.from(counts, (_, bar) => bar);
  const size = Math.round(theme.fontSize * 0.85);
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          // A bar of nothing would be drawn with the least length of a bar, as if one example were in it.
          data: bars.map((bar) => ({ x: (edges[bar] + edges[bar + 1]) / 2, y: counts[bar] || null })),
          backgroundColor: bars.map((bar) => (wrong(bar) ? striped : theme.good)),
          borderColor: bars.map((bar) => (wrong(bar) ? theme.bad : theme.good)),
          borderWidth: 1,
          barPercentage: 0.92,
          categoryPercentage: 1,
          minBarLength: 2,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: markers.length > 0 ? size + 4 : 4, right: 4 } },
      scales: {
        x: {
          type: 'linear',
          offset: false,
          min: edges[0],
          max: edges[edges.length - 1],
          ...axis(theme, axisTitle, false),
        },
        y: { type: 'linear', beginAtZero: true, ...wholeNumbers(axis(theme, 'Examples', true)) },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]) => barName(series, item.dataIndex),
            label: ({ dataIndex }) => `${count(counts[dataIndex])} of ${count(series.n)} examples`,
          },
        },
      },
    },
    plugins: [markersPlugin(markers, theme.mark, `${size}px ${theme.font}`)],
  };
}

/** Ticks at whole numbers only: there is no half example. */
function wholeNumbers<T extends { ticks: object }>(options: T) {
  return { ...options, ticks: { ...options.ticks, precision: 0 } };
}

/** `0.2 to 0.4`, or `below 0.4` where the bar also holds what lies beyond. */
function barName({ edges, counts, below, above }: HistogramSeries, bar: number): string {
  const largest = Math.max(Math.abs(edges[0]), Math.abs(edges[edges.length - 1]));
  const digits = digitsOfStep(edges[1] - edges[0], largest);
  const [from, to] = [fixed(edges[bar], digits), fixed(edges[bar + 1], digits)];
  if (below && bar === 0) return `below ${to}`;
  if (above && bar === counts.length - 1) return `${from} and above`;
  return `${from} to ${to}`;
}
