import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { color } from 'chart.js/helpers';
import { useMemo } from 'preact/hooks';
import { barName } from '../figures/barName.ts';
import type { DensityData } from '../figures/densityData.ts';
import { strength } from '../figures/svg/densitySvg.ts';
import { count, countOf } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import type { Brushing } from './brush/brushing.ts';
import { Figure } from './figure.tsx';
import { cornersPlugin, rulesPlugin } from './rules.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

interface Props {
  readonly data: DensityData;
  readonly brushing?: Brushing;
}

/** Points by two values, in cells: the fuller the stronger. */
export function DensityChart({ data, brushing }: Props) {
  const theme = chartTheme.value;
  const config = useMemo(() => configure(data, theme), [data, theme]);
  return <Figure data={data} config={config} brushing={brushing} />;
}

function configure(data: DensityData, theme: ChartTheme): ChartConfiguration {
  const { density, axisX, axisY, counted, rule, corners } = data;
  const { x, y, counts, n } = density;
  const rows = y.edges.length - 1;
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const at = (cell: number) => [Math.floor(cell / rows), cell % rows] as const;
  const fill = color(theme.good);
  const shade = (cell: number) => fill.alpha(strength(counts[cell], most)).rgbString();
  const cells = Array.from(counts.keys());
  const size = Math.round(theme.fontSize * 0.85);
  const [lowX, highX] = [x.edges[0], x.edges[x.edges.length - 1]];
  const [lowY, highY] = [y.edges[0], y.edges[rows]];
  const [least, largest] = [Math.min(lowX, lowY), Math.max(highX, highY)];
  const config: ChartConfiguration<'bar', unknown[]> = {
    type: 'bar',
    data: {
      datasets: [
        {
          // Empty cells have no height, but keep their column's width.
          data: cells.map((cell) => {
            const [i, j] = at(cell);
            const middle = (x.edges[i] + x.edges[i + 1]) / 2;
            return { x: middle, y: counts[cell] > 0 ? [y.edges[j], y.edges[j + 1]] : null };
          }),
          backgroundColor: cells.map(shade),
          borderColor: theme.edge,
          borderWidth: theme.edge === theme.background ? 0.5 : 1,
          borderSkipped: false,
          grouped: false,
          barPercentage: 1,
          categoryPercentage: 1,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 4, right: 4 } },
      scales: {
        x: { type: 'linear', offset: false, min: lowX, max: highX, ...axis(theme, axisX, false) },
        y: { type: 'linear', min: lowY, max: highY, ...axis(theme, axisY, true) },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]) => {
              const [i, j] = at(item.dataIndex);
              return [`${axisX}: ${barName(x, i)}`, `${axisY}: ${barName(y, j)}`];
            },
            label: ({ dataIndex }) => l10n.t('{0} of {1}', count(counts[dataIndex]), countOf(n, counted)),
          },
        },
      },
    },
    plugins: [
      rulesPlugin(
        rule === 'equal'
          ? [
              [
                [least, least],
                [largest, largest],
              ],
            ]
          : [
              [
                [0, lowY],
                [0, highY],
              ],
              [
                [lowX, 0],
                [highX, 0],
              ],
            ],
        theme.mark,
      ),
      cornersPlugin(corners, theme.mark, theme.background, `${size}px ${theme.font}`),
    ],
  };
  return config as ChartConfiguration;
}
