import * as l10n from '@vscode/l10n';
import type { ChartConfiguration, Plugin } from 'chart.js';
import { useMemo } from 'preact/hooks';
import { dotRadius, pointKinds, type ScatterData } from '../figures/scatterData.ts';
import { countOf, signed } from '../format.ts';
import { axis, tooltip } from './axes.ts';
import { Figure } from './figure.tsx';
import { hatch } from './hatch.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

/** Values of one run against those of another: squares of examples as dots by their number, flips as triangles. */
export function ScatterChart({ data }: { readonly data: ScatterData }) {
  const theme = chartTheme.value;
  const config = useMemo(() => configure(data, theme), [data.points, data.axisX, data.axisY, theme]);
  return <Figure data={data} config={config} />;
}

function configure(data: ScatterData, theme: ChartTheme): ChartConfiguration {
  const { points, edges, digits } = data;
  const radius = dotRadius(points);
  const kinds = pointKinds(data);
  const dataset = (kind: keyof typeof kinds, look: object) => ({
    data: kinds[kind].map((i) => ({ x: points.x[i], y: points.y[i], n: points.count[i] })),
    pointRadius: kinds[kind].map(radius),
    pointHoverRadius: kinds[kind].map(radius),
    pointHitRadius: 3,
    borderWidth: 1,
    ...look,
  });
  // Squares hold what lies beyond them; single dots stand where they are.
  const range = (side: Float64Array) => (points.isBinned ? { min: side[0], max: side[side.length - 1] } : {});
  const config: ChartConfiguration<'scatter'> = {
    type: 'scatter',
    data: {
      datasets: [
        dataset('same', {
          backgroundColor: `color-mix(in srgb, ${theme.good} 55%, transparent)`,
          borderColor: theme.good,
        }),
        dataset('toRight', { pointStyle: 'triangle', backgroundColor: theme.good, borderColor: theme.text }),
        dataset('toWrong', {
          pointStyle: 'triangle',
          rotation: 180,
          backgroundColor: hatch(theme.bad),
          borderColor: theme.bad,
        }),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 4, right: 6 } },
      scales: {
        x: { type: 'linear', ...range(edges.x), ...axis(theme, data.axisX, false) },
        y: { type: 'linear', ...range(edges.y), ...axis(theme, data.axisY, false) },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            label: ({ raw }) => {
              const { x, y, n } = raw as { x: number; y: number; n: number };
              const at = l10n.t('{0} and {1}', signed(x, digits), signed(y, digits));
              return points.isBinned ? l10n.t('{0} around {1}', countOf(n, 'example'), at) : at;
            },
          },
        },
      },
    },
    plugins: [linesPlugin(theme) as Plugin<'scatter'>],
  };
  return config as unknown as ChartConfiguration;
}

/** The axes through 0, and the line on which nothing changed. */
function linesPlugin(theme: ChartTheme): Plugin {
  return {
    id: 'zeroAndEqual',
    beforeDatasetsDraw({ ctx, chartArea: area, scales: { x, y } }) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top, area.width, area.height);
      ctx.clip();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.quiet;
      const line = (fromX: number, fromY: number, toX: number, toY: number) => {
        ctx.beginPath();
        ctx.moveTo(fromX, fromY);
        ctx.lineTo(toX, toY);
        ctx.stroke();
      };
      const [zeroX, zeroY] = [
        Math.round(x.getPixelForValue(0)) + 0.5,
        Math.round(y.getPixelForValue(0)) + 0.5,
      ];
      line(zeroX, area.top, zeroX, area.bottom);
      line(area.left, zeroY, area.right, zeroY);
      ctx.setLineDash([4, 3]);
      const [low, high] = [Math.min(x.min, y.min), Math.max(x.max, y.max)];
      line(
        x.getPixelForValue(low),
        y.getPixelForValue(low),
        x.getPixelForValue(high),
        y.getPixelForValue(high),
      );
      ctx.restore();
    },
  };
}
