import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'preact/hooks';
import { type EstimateData, type Place, valueWords } from '../figures/estimateData.ts';
import { valueRange } from '../figures/svg/estimateSvg.ts';
import { countOf, percent } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import type { Brushing } from './brush/brushing.ts';
import { Figure } from './figure.tsx';
import { rulesPlugin } from './rules.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

interface Props {
  readonly data: EstimateData;
  readonly brushing?: Brushing;
}

/** Means or shares with their intervals: a dot, a line over its interval, and a short line across at chance. */
export function EstimateChart({ data, brushing }: Props) {
  const theme = chartTheme.value;
  const config = useMemo(() => configure(data, theme), [data, theme]);
  return <Figure data={data} config={config} brushing={brushing} />;
}

function configure(data: EstimateData, theme: ChartTheme): ChartConfiguration {
  const { places, lying, diagonal, counted } = data;
  const numeric = places.length > 0 && places.every(({ at }) => at !== undefined);
  const at = (place: Place, i: number) => (numeric ? place.at : i);
  const point = (place: Place, i: number, value: unknown) =>
    lying ? { x: value, y: at(place, i) } : { x: at(place, i), y: value };
  const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  const [low, high] = valueRange(data);
  const values = axis(theme, data.axisValue, true);
  const valueAxis = {
    type: 'linear',
    min: low,
    max: high,
    ...values,
    ticks: {
      ...values.ticks,
      ...(data.unit === 'share' ? { callback: (value: number | string) => percent(Number(value), 0) } : {}),
    },
  };
  const along = axis(theme, data.axisPlace, false);
  // Categories are written by the scale itself, as the words that they are.
  const { color, font, maxRotation, padding } = along.ticks;
  const placeAxis = numeric
    ? {
        type: 'linear',
        offset: false,
        min: 0,
        max: 1,
        ...along,
        ticks: { ...along.ticks, callback: valueAxis.ticks.callback },
      }
    : { type: 'category', ...along, ticks: { color, font, maxRotation, padding, autoSkip: false } };
  const labels = places.map(({ label }) => (label.length > 20 ? `${label.slice(0, 19)}…` : label));
  const config = {
    type: 'bar',
    data: {
      labels: numeric ? undefined : labels,
      datasets: [
        {
          type: 'scatter',
          data: places.map((place, i) => point(place, i, known(place.mean))),
          backgroundColor: theme.good,
          borderColor: theme.background,
          borderWidth: 1,
          pointRadius: 5,
          // A dot at 0 or 100% is drawn whole.
          clip: false,
          pointHoverRadius: 6,
        },
        {
          type: 'scatter',
          data: places.map((place, i) => point(place, i, known(place.chance))),
          pointStyle: 'line',
          rotation: lying ? 90 : 0,
          borderColor: theme.mark,
          borderWidth: 1.5,
          pointRadius: 12,
          pointHoverRadius: 12,
        },
        {
          data: places.map((place, i) =>
            point(place, i, known(place.low) === null ? null : [place.low, place.high]),
          ),
          backgroundColor: theme.good,
          barThickness: 2,
          grouped: false,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: lying ? 'y' : 'x',
      interaction: { mode: 'nearest', axis: numeric ? 'x' : lying ? 'y' : 'x', intersect: false },
      layout: { padding: { top: 8, right: 8 } },
      scales: lying ? { x: valueAxis, y: placeAxis } : { x: placeAxis, y: valueAxis },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          filter: ({ datasetIndex }: { datasetIndex: number }) => datasetIndex === 0,
          callbacks: {
            title: ([item]: { dataIndex: number }[]) => places[item.dataIndex].label,
            label: ({ dataIndex }: { dataIndex: number }) => placeWords(data, places[dataIndex]),
          },
        },
      },
    },
    plugins: diagonal
      ? [
          rulesPlugin(
            [
              [
                [0, 0],
                [1, 1],
              ],
            ],
            theme.mark,
          ),
        ]
      : [],
  };
  return config as unknown as ChartConfiguration;

  function placeWords(of: EstimateData, { mean, low, high, n, chance }: Place): string[] {
    const words = (value: number) => valueWords(of, value);
    return [
      l10n.t('{0}, of {1}', words(mean), countOf(n, counted)),
      ...(Number.isNaN(low) ? [] : [l10n.t('95% interval {0} to {1}', words(low), words(high))]),
      ...(chance === undefined ? [] : [l10n.t('chance {0}', words(chance))]),
    ];
  }
}
