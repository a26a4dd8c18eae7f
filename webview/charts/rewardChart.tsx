import * as l10n from '@vscode/l10n';
import type { Chart, ChartConfiguration } from 'chart.js';
import { useMemo } from 'preact/hooks';
import type { RewardsOfRank } from '../../extension/preference/rewardsByRank.ts';
import type { RewardData } from '../figures/chartData.ts';
import { mostRanks, tierAxisWords } from '../figures/svg/rewardSvg.ts';
import { count, ordinal, signed } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import type { Brushing } from './brush/brushing.ts';
import { Figure } from './figure.tsx';
import { type ChartTheme, chartTheme } from './theme.ts';

/** Half the width of a box, px, and the share of its place that it takes where there is less room. */
const widest = 11;
const share = 0.75;

interface Props {
  readonly data: RewardData;
  readonly brushing?: Brushing;
}

/** Rewards by annotated tier: line from the 5th to the 95th percentile, box of the middle half, bar at the median. */
export function RewardChart({ data, brushing }: Props) {
  const theme = chartTheme.value;
  const { ranks, digits } = data;
  const config = useMemo(() => configure(ranks, digits, theme), [ranks, digits, theme]);
  return <Figure data={data} config={config} brushing={brushing} />;
}

function configure(all: readonly RewardsOfRank[], digits: number, theme: ChartTheme): ChartConfiguration {
  const ranks = all.slice(0, mostRanks);
  const labels = ranks.map(({ rank }) => ordinal(rank));
  const box = { grouped: false, borderColor: theme.good, borderSkipped: false as const };
  const config: ChartConfiguration<'bar' | 'scatter', unknown[], string> = {
    type: 'bar',
    data: {
      labels,
      datasets: [
        {
          type: 'scatter',
          data: ranks.map(({ q50 }, i) => ({ x: i, y: q50 })),
          pointStyle: 'line',
          borderColor: theme.text,
          borderWidth: 2,
          pointRadius: half,
          pointHoverRadius: half,
          pointHoverBorderWidth: 2,
          pointBorderWidth: 2,
        },
        {
          ...box,
          data: ranks.map(({ q25, q75 }) => [q25, q75]),
          backgroundColor: theme.background,
          borderWidth: 1.5,
          maxBarThickness: 2 * widest,
          categoryPercentage: 1,
          barPercentage: share,
        },
        {
          ...box,
          data: ranks.map(({ q05, q95 }) => [q05, q95]),
          backgroundColor: theme.good,
          barThickness: 1.5,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 4, right: 4 } },
      scales: {
        x: { type: 'category', ...rankAxis(theme, tierAxisWords(all.length)) },
        y: { type: 'linear', ...zeroLine(axis(theme, l10n.t('Reward (nats)'), true), theme) },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          filter: ({ datasetIndex }) => datasetIndex === 0,
          callbacks: {
            title: ([item]) =>
              l10n.t('{0} tier, {1} completions', labels[item.dataIndex], count(ranks[item.dataIndex].n)),
            label: ({ dataIndex }) => {
              const { q05, q25, q50, q75, q95 } = ranks[dataIndex];
              const range = (a: number, b: number) =>
                l10n.t('{0} to {1}', signed(a, digits), signed(b, digits));
              return [
                l10n.t('median {0}', signed(q50, digits)),
                l10n.t('half within {0}', range(q25, q75)),
                l10n.t('90% within {0}', range(q05, q95)),
              ];
            },
          },
        },
      },
    },
  };
  return config as ChartConfiguration;
}

/** The line at zero as dark as the axis. */
function zeroLine<T extends { grid: { color: string } }>(options: T, theme: ChartTheme) {
  const strong = ({ tick }: { tick: { value: number } }) => (tick.value === 0 ? theme.quiet : theme.grid);
  return { ...options, grid: { ...options.grid, color: strong } };
}

/** Half the width of a box, px: of its share of the chart, where there are many. */
function half({ chart }: { readonly chart: Chart }): number {
  const places = chart.data.labels?.length || 1;
  return Math.min(widest, ((chart.chartArea?.width ?? 0) / places) * (share / 2));
}

function rankAxis(theme: ChartTheme, title: string) {
  const { ticks, ...rest } = axis(theme, title, false);
  return { ...rest, ticks: { color: ticks.color, font: ticks.font, maxRotation: 0 } };
}
