import type { Scale, ScaleOptionsByType, Tick } from 'chart.js';
import { digitsOfStep, fixed } from '../format.ts';
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

/** Numbers as the rest of the page writes them, with the decimals that their distance asks for. */
function numeric(this: Scale, value: number | string, _index: number, ticks: Tick[]): string {
  const step = ticks.length > 1 ? ticks[1].value - ticks[0].value : Number(value);
  const largest = Math.max(...ticks.map((tick) => Math.abs(tick.value)));
  return fixed(Number(value), digitsOfStep(Math.abs(step), largest));
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
