import { type Scale, type ScaleOptionsByType, type Tick, Ticks } from 'chart.js';
import type { ChartTheme } from './theme.ts';

/** What all axes share: quiet words, few lines. */
export function axis(theme: ChartTheme, title: string, lines: boolean) {
  const font = { family: theme.font, size: Math.round(theme.fontSize * 0.85) };
  return {
    border: { color: theme.grid },
    grid: { display: lines, color: theme.grid, lineWidth: 0.5, drawTicks: false },
    ticks: {
      color: theme.quiet,
      font,
      maxRotation: 0,
      padding: 4,
      maxTicksLimit: 7,
      includeBounds: false,
      callback: numeric,
    },
    title: { display: true, text: title, color: theme.quiet, font, padding: 2 },
  } as const satisfies DeepPartial<ScaleOptionsByType<'linear'>>;
}

/** As Chart.js writes numbers, with the minus sign of the rest of the page. */
function numeric(this: Scale, value: number | string, index: number, ticks: Tick[]): string {
  const text = Ticks.formatters.numeric.apply(this, [Number(value), index, ticks]);
  return text.replace('-', '−');
}

type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };

/** What all tooltips share. */
export function tooltip(theme: ChartTheme) {
  return {
    displayColors: false,
    backgroundColor: theme.background,
    borderColor: theme.grid,
    borderWidth: 1,
    titleColor: theme.text,
    bodyColor: theme.text,
    titleFont: { family: theme.font, size: theme.fontSize, weight: 'normal' as const },
    bodyFont: { family: theme.font, size: theme.fontSize },
    cornerRadius: 2,
  };
}
