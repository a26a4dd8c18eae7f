import { count, signed } from '../../format.ts';
import { dotRadius, pointKinds, type ScatterData } from '../scatterData.ts';
import {
  element,
  escaped,
  line,
  plot,
  type Scale,
  type SvgTheme,
  scaleX,
  scaleY,
  withAxes,
} from './frame.ts';

/** Dots by what they hold, changed signs as triangles that point to where they went. */
export function scatterSvg(data: ScatterData, theme: SvgTheme): string {
  const { points, edges, digits } = data;
  const x = scaleX(...rangeOf(points.isBinned ? edges.x : points.x, points.isBinned));
  const y = scaleY(...rangeOf(points.isBinned ? edges.y : points.y, points.isBinned));
  const radius = dotRadius(points);
  const kinds = pointKinds(data);
  const draw = (
    kind: keyof typeof kinds,
    shape: (cx: number, cy: number, r: number, title: string) => string,
  ) =>
    kinds[kind].map((i) => {
      const words = `${signed(points.x[i], digits)}, ${signed(points.y[i], digits)}: ${count(points.count[i])}`;
      return shape(x.at(points.x[i]), y.at(points.y[i]), radius(i), `<title>${escaped(words)}</title>`);
    });
  const dot = { fill: theme.good, 'fill-opacity': 0.55, stroke: theme.good };
  return withAxes(
    { x, y },
    { x: data.axisX, y: data.axisY },
    theme,
    [
      rules(x, y, theme),
      ...draw('same', (cx, cy, r, title) => element('circle', { cx, cy, r, ...dot }, title)),
      ...draw('toRight', (cx, cy, r, title) =>
        element('path', { d: triangle(cx, cy, r), fill: theme.good, stroke: theme.text }, title),
      ),
      ...draw('toWrong', (cx, cy, r, title) =>
        element('path', { d: triangle(cx, cy, -r), fill: theme.background, stroke: theme.bad }, title),
      ),
    ].join(''),
  );
}

/** Up, or down with a radius below 0. */
function triangle(cx: number, cy: number, r: number): string {
  const at = (dx: number, dy: number) => `${tenths(cx + dx * r)} ${tenths(cy + dy * r)}`;
  return `M${at(0, -1)}L${at(0.87, 0.5)}L${at(-0.87, 0.5)}Z`;
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** The axes through 0, and the line on which nothing changed. */
function rules(x: Scale, y: Scale, theme: SvgTheme): string {
  const [from, to] = [Math.max(x.low, y.low), Math.min(x.high, y.high)];
  return [
    x.low < 0 && x.high > 0 ? line(x.at(0), plot.top, x.at(0), plot.bottom, theme.quiet) : '',
    y.low < 0 && y.high > 0 ? line(plot.left, y.at(0), plot.right, y.at(0), theme.quiet) : '',
    from < to
      ? line(x.at(from), y.at(from), x.at(to), y.at(to), theme.quiet, { 'stroke-dasharray': '4 3' })
      : '',
  ].join('');
}

/** Squares end at their edges; dots need some room around the outermost. */
function rangeOf(values: Float64Array, isExact: boolean): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, 1];
  const slack = isExact ? 0 : (high - low || Math.abs(high) || 1) * 0.04;
  return [low - slack, high + slack];
}
