import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'preact/hooks';
import { barName } from '../figures/barName.ts';
import { type HistogramData, isWrong } from '../figures/chartData.ts';
import { countedName } from '../figures/shortWords.ts';
import { count, countOf } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import type { Brushing } from './brush/brushing.ts';
import { Figure } from './figure.tsx';
import { hatch } from './hatch.ts';
import { markersPlugin } from './markers.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

interface Props {
  readonly data: HistogramData;
  readonly brushing?: Brushing;
}

/** Examples by a value. */
export function HistogramChart({ data, brushing }: Props) {
  const theme = chartTheme.value;
  // Marks follow the series.
  const config = useMemo(() => configure(data, theme), [data.series, theme, data.axisTitle, data.wrongSide]);
  return <Figure data={data} config={config} brushing={brushing} />;
}

function configure(data: HistogramData, theme: ChartTheme): ChartConfiguration {
  const { series, markers, axisTitle, counted } = data;
  const { edges, counts } = series;
  const wrong = (bar: number) => isWrong(data, bar);
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
        y: { type: 'linear', beginAtZero: true, ...wholeNumbers(axis(theme, countedName[counted], true)) },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]) => barName(series, item.dataIndex),
            label: ({ dataIndex }) =>
              l10n.t('{0} of {1}', count(counts[dataIndex]), countOf(series.n, counted)),
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
