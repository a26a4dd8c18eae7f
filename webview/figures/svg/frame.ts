import { roundStep } from '../../../extension/preference/histogramSeries.ts';
import { digitsOfStep, fixed } from '../../format.ts';

/** Colours as SVG attributes take them: names, `#rrggbb`, or `var(--name)` of the page that holds the drawing. */
export interface SvgTheme {
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly background: string;
  readonly good: string;
  readonly bad: string;
  readonly mark: string;
  readonly font: string;
}

export const svgSize = { width: 480, height: 240 } as const;

/** Where values stand, px: the plot without its axes. */
export const plot = { left: 54, top: 20, right: svgSize.width - 8, bottom: svgSize.height - 40 } as const;

export interface Scale {
  readonly low: number;
  readonly high: number;
  at(value: number): number;
}

export const scaleX = (low: number, high: number) => scale(low, high, plot.left, plot.right);
export const scaleY = (low: number, high: number) => scale(low, high, plot.bottom, plot.top);

function scale(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1;
  return { low, high, at: (value) => from + ((value - low) / span) * (to - from) };
}

/** Round values from low to high, at most about `most`; whole ones where there are no halves. */
export function ticks(low: number, high: number, most: number, whole = false): number[] {
  const step = Math.max(roundStep((high - low) / most || 1), whole ? 1 : 0);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Never -0.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step || 0);
}

/** As the page writes numbers along an axis. */
export function tickWords(values: readonly number[]): string[] {
  const step = values.length > 1 ? values[1] - values[0] : (values[0] ?? 1);
  const largest = Math.max(...values.map(Math.abs));
  return values.map((value) => fixed(value, digitsOfStep(Math.abs(step), largest)));
}

type Attributes = Readonly<Record<string, string | number>>;

/** One element; text and attributes are escaped, `inner` is SVG already. */
export function element(name: string, attributes: Attributes, inner?: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(rounded(value))}"`);
  return inner === undefined ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${inner}</${name}>`;
}

export function label(text: string, attributes: Attributes): string {
  return element('text', { 'font-size': 11, ...attributes }, escaped(text));
}

/** Lines across the plot with their numbers at the left, and the axis' name. */
export function axisY(y: Scale, values: readonly number[], title: string, theme: SvgTheme): string {
  const words = tickWords(values);
  const lines = values.map((value, i) => {
    const at = y.at(value);
    const isZero = value === 0;
    return [
      line(plot.left, at, plot.right, at, isZero ? theme.quiet : theme.grid),
      label(words[i], { x: plot.left - 6, y: at + 4, 'text-anchor': 'end', fill: theme.quiet }),
    ].join('');
  });
  const middle = (plot.top + plot.bottom) / 2;
  const name = label(title, {
    transform: `translate(12 ${middle}) rotate(-90)`,
    'text-anchor': 'middle',
    fill: theme.quiet,
  });
  return lines.join('') + name;
}

/** What is drawn, between axes of round numbers; `whole`: there are no halves on the y axis. */
export function withAxes(
  { x, y }: { readonly x: Scale; readonly y: Scale },
  titles: { readonly x: string; readonly y: string },
  theme: SvgTheme,
  drawn: string,
  whole = false,
): string {
  const values = ticks(x.low, x.high, 7);
  const words = tickWords(values);
  const places = values.map((value, i) => [x.at(value), words[i]] as const);
  return [
    axisY(y, ticks(y.low, y.high, 5, whole), titles.y, theme),
    drawn,
    axisX(places, titles.x, theme),
  ].join('');
}

/** Words below the plot, and the axis' name. */
export function axisX(
  places: readonly (readonly [number, string])[],
  title: string,
  theme: SvgTheme,
): string {
  const words = places.map(([x, word]) =>
    label(word, { x, y: plot.bottom + 15, 'text-anchor': 'middle', fill: theme.quiet }),
  );
  const name = { x: (plot.left + plot.right) / 2, y: svgSize.height - 6, 'text-anchor': 'middle' };
  return [
    line(plot.left, plot.bottom, plot.right, plot.bottom, theme.grid),
    ...words,
    label(title, { ...name, fill: theme.quiet }),
  ].join('');
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  more: Attributes = {},
): string {
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': 1, ...more });
}

export function escaped(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character]);
}

const rounded = (value: string | number) =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
