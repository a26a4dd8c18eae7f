import { countOf, percent } from '../../format.ts';
import { type EstimateData, type Place, valueWords } from '../estimateData.ts';
import {
  element,
  escaped,
  label,
  line,
  plot,
  type SvgTheme,
  scaleY,
  svgSize,
  ticks,
  tickWords,
} from './frame.ts';

/** The ends of the axis of values: shares from 0 to 1, other values with 0 among them. */
export function valueRange({ unit, places }: Pick<EstimateData, 'unit' | 'places'>): [number, number] {
  if (unit === 'share') return [0, 1];
  const all = places.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const slack = (high - low || 1) * 0.05;
  return [low < 0 ? low - slack : 0, high > 0 ? high + slack : low < 0 ? 0 : 1];
}

const half = 4;

/** A dot at each mean, a line over its interval, and a short line across at what chance would give. */
export function estimateSvg(data: EstimateData, theme: SvgTheme): string {
  const [low, high] = valueRange(data);
  const { places, lying } = data;
  const from = lying ? plot.left + 70 : plot.left;
  const along = (value: number) => from + ((value - low) / (high - low)) * (plot.right - from);
  const up = scaleY(low, high);
  const at = lying ? along : up.at;
  const numeric = places.every((place) => place.at !== undefined);
  const room = lying ? plot.bottom - plot.top : plot.right - plot.left;
  const start = lying ? plot.top : plot.left;
  const middle = (place: Place, i: number) =>
    start + room * (numeric ? (place.at ?? 0) : (i + 0.5) / Math.max(1, places.length));
  const turned = (a: number, b: number): [number, number] => (lying ? [b, a] : [a, b]);
  const drawn = places.map((place, i) => {
    if (Number.isNaN(place.mean)) return '';
    const m = middle(place, i);
    const stroke = (a: number, b: number, c: number, d: number, color: string, width: number) => {
      const [x1, y1] = turned(a, b);
      const [x2, y2] = turned(c, d);
      return line(x1, y1, x2, y2, color, { 'stroke-width': width });
    };
    const [cx, cy] = turned(m, at(place.mean));
    const title = `${place.label}: ${valueWords(data, place.mean)}, ${countOf(place.n, data.counted)}`;
    return element(
      'g',
      {},
      `<title>${escaped(title)}</title>` +
        (Number.isNaN(place.low) ? '' : stroke(m, at(place.low), m, at(place.high), theme.good, 1.5)) +
        (place.chance === undefined
          ? ''
          : stroke(m - 2 * half, at(place.chance), m + 2 * half, at(place.chance), theme.mark, 1.5)) +
        element('circle', { cx, cy, r: half, fill: theme.good }),
    );
  });
  const values = ticks(low, high, 5);
  const words = data.unit === 'share' ? values.map((v) => percent(v, 0)) : tickWords(values);
  const grid = values.map((value, i) => {
    const v = at(value);
    const color = value === 0 && data.unit === 'nats' ? theme.quiet : theme.grid;
    return lying
      ? line(v, plot.top, v, plot.bottom, color) +
          label(words[i], { x: v, y: plot.bottom + 15, 'text-anchor': 'middle', fill: theme.quiet })
      : line(plot.left, v, plot.right, v, color) +
          label(words[i], { x: plot.left - 6, y: v + 4, 'text-anchor': 'end', fill: theme.quiet });
  });
  const names = numeric
    ? ticks(0, 1, 5).map((v) => ({ word: percent(v, 0), m: start + room * v }))
    : places.map((place, i) => ({ word: place.label, m: middle(place, i) }));
  const named = names.map(({ word, m }) =>
    lying
      ? label(word.length > 20 ? `${word.slice(0, 19)}…` : word, {
          x: from - 6,
          y: m + 4,
          'text-anchor': 'end',
          fill: theme.quiet,
        })
      : label(word, { x: m, y: plot.bottom + 15, 'text-anchor': 'middle', fill: theme.quiet }),
  );
  const [below, beside] = lying ? [data.axisValue, data.axisPlace] : [data.axisPlace, data.axisValue];
  const center = { 'text-anchor': 'middle', fill: theme.quiet };
  return [
    ...grid,
    data.diagonal
      ? line(plot.left, plot.bottom, plot.right, plot.top, theme.mark, { 'stroke-dasharray': '4 3' })
      : '',
    ...drawn,
    ...named,
    label(below, { x: (from + plot.right) / 2, y: svgSize.height - 6, ...center }),
    label(beside, {
      transform: `translate(12 ${(plot.top + plot.bottom) / 2}) rotate(-90)`,
      ...center,
    }),
  ].join('');
}
