import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import type { HistogramSeries } from '../../../extension/preference/histogramSeries.ts';
import { axis, tooltip } from '../../charts/axes.ts';
import { hatch } from '../../charts/hatch.ts';
import { markersPlugin } from '../../charts/markers.ts';
import type { ChartTheme } from '../../charts/theme.ts';
import { barName } from '../../figures/barName.ts';
import type { HistogramData } from '../../figures/chartData.ts';
import { count } from '../../format.ts';

/** Paired differences as bars; those on the wrong side of 0 are striped. */
export function differenceConfig(
  series: HistogramSeries,
  title: string,
  isWorse: (bar: number) => boolean,
  theme: ChartTheme,
): ChartConfiguration {
  const { edges, counts } = series;
  const bars = Array.from(counts, (_, bar) => bar);
  const striped = hatch(theme.bad);
  const size = Math.round(theme.fontSize * 0.85);
  const markers: HistogramData['markers'] = [{ at: 0, label: l10n.t('no change') }];
  const y = axis(theme, l10n.t('Examples'), true);
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          // A bar of nothing would be drawn with the least length of a bar, as if one example were in it.
          data: bars.map((bar) => ({ x: (edges[bar] + edges[bar + 1]) / 2, y: counts[bar] || null })),
          backgroundColor: bars.map((bar) => (isWorse(bar) ? striped : theme.good)),
          borderColor: bars.map((bar) => (isWorse(bar) ? theme.bad : theme.good)),
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
      layout: { padding: { top: size + 4, right: 4 } },
      scales: {
        x: {
          type: 'linear',
          offset: false,
          min: edges[0],
          max: edges[edges.length - 1],
          ...axis(theme, title, false),
        },
        y: { type: 'linear', beginAtZero: true, ...y, ticks: { ...y.ticks, precision: 0 } },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]) => barName(series, item.dataIndex),
            label: ({ dataIndex }) =>
              l10n.t('{0} of {1} examples', count(counts[dataIndex]), count(series.n)),
          },
        },
      },
    },
    plugins: [markersPlugin(markers, theme.mark, `${size}px ${theme.font}`)],
  };
}
