import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'preact/hooks';
import { betaWords } from '../figures/chartSentences.ts';
import { lossCeiling } from '../figures/svg/sweepSvg.ts';
import type { SweepData } from '../figures/sweepData.ts';
import { fixed, percent } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import { Figure } from './figure.tsx';
import { markersPlugin } from './markers.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

/** Loss and accuracy over beta on a log axis, with the beta in force and the one of the least loss. */
export function SweepChart({ data }: { readonly data: SweepData }) {
  const theme = chartTheme.value;
  const config = useMemo(() => configure(data, theme), [data, theme]);
  return <Figure data={data} config={config} />;
}

function configure({ sweep, beta }: SweepData, theme: ChartTheme): ChartConfiguration {
  const { betas, losses, chance, accuracy, best } = sweep;
  const ceiling = lossCeiling(sweep);
  const size = Math.round(theme.fontSize * 0.85);
  const x = axis(theme, l10n.t('Beta'), false);
  const right = axis(theme, l10n.t('Pairwise accuracy'), false);
  const flat = (value: number) => betas.map((b) => ({ x: b, y: value }));
  const quietLine = { pointRadius: 0, pointHitRadius: 0 };
  const marks = [
    { at: beta, label: l10n.t('beta {0}', betaWords(beta)) },
    ...(best >= 0 ? [{ at: betas[best], label: l10n.t('least loss') }] : []),
  ].sort((a, b) => a.at - b.at);
  return {
    type: 'line',
    data: {
      datasets: [
        {
          label: l10n.t('Mean loss'),
          data: betas.map((b, i) => ({ x: b, y: losses[i] })),
          borderColor: theme.good,
          backgroundColor: theme.good,
          borderWidth: 2,
          pointRadius: 2.5,
          clip: { left: 6, right: 6, top: 0, bottom: 6 },
        },
        {
          ...quietLine,
          label: l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] }),
          data: flat(chance),
          borderColor: theme.quiet,
          borderWidth: 1,
          borderDash: [6, 4],
        },
        {
          ...quietLine,
          label: l10n.t('Pairwise accuracy'),
          data: flat(accuracy),
          yAxisID: 'share',
          borderColor: theme.bad,
          borderWidth: 2,
          borderDash: [2, 3],
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: size + 4, right: 4 } },
      scales: {
        x: {
          type: 'logarithmic',
          min: betas[0],
          max: betas[betas.length - 1],
          ...x,
          ticks: { ...x.ticks, maxTicksLimit: 60, callback: decadesOnly },
        },
        y: { type: 'linear', min: 0, max: ceiling, ...axis(theme, l10n.t('Mean loss (nats)'), true) },
        share: {
          type: 'linear',
          position: 'right',
          min: 0,
          max: 1,
          ...right,
          ticks: { ...right.ticks, callback: (value) => percent(Number(value), 0) },
        },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]) => l10n.t('Beta {0}', betaWords(betas[item.dataIndex])),
            label: ({ dataset, datasetIndex, dataIndex }) =>
              `${dataset.label} ${datasetIndex === 2 ? percent(accuracy) : l10n.t('{0} nats', fixed(datasetIndex === 0 ? losses[dataIndex] : chance, 3))}`,
          },
        },
      },
    },
    plugins: [markersPlugin(marks, theme.mark, `${size}px ${theme.font}`)],
  };
}

/** A word at each power of ten. */
function decadesOnly(value: number | string): string {
  const power = Math.log10(Number(value));
  return Math.abs(power - Math.round(power)) < 1e-6 ? String(Number(Number(value).toPrecision(2))) : '';
}
