import { barName } from '../barName.ts';
import type { DensityData } from '../densityData.ts';
import {
  element,
  escaped,
  label,
  line,
  plot,
  type Scale,
  type SvgTheme,
  scaleX,
  scaleY,
  withAxes,
} from './frame.ts';

/** How strong a cell is drawn: even the emptiest is seen, and a full one does not hide the others. */
export function strength(count: number, most: number): number {
  return 0.2 + 0.8 * (Math.log1p(count) / Math.log1p(most));
}

/** Cells of a grid, the fuller the stronger. */
export function densitySvg(data: DensityData, theme: SvgTheme): string {
  const { x: barsX, y: barsY, counts } = data.density;
  const x = scaleX(barsX.edges[0], barsX.edges[barsX.edges.length - 1]);
  const y = scaleY(barsY.edges[0], barsY.edges[barsY.edges.length - 1]);
  const rows = barsY.edges.length - 1;
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const cells = Array.from(counts, (n, cell) => {
    if (n === 0) return '';
    const [i, j] = [Math.floor(cell / rows), cell % rows];
    const [left, top] = [x.at(barsX.edges[i]), y.at(barsY.edges[j + 1])];
    const box = {
      x: left,
      y: top,
      width: Math.max(0.5, x.at(barsX.edges[i + 1]) - left - 0.5),
      height: Math.max(0.5, y.at(barsY.edges[j]) - top - 0.5),
    };
    const title = `${barName(barsX, i)}, ${barName(barsY, j)}: ${n}`;
    return element(
      'rect',
      { ...box, fill: theme.good, 'fill-opacity': strength(n, most) },
      `<title>${escaped(title)}</title>`,
    );
  });
  const drawn = [...cells, rule(data, x, y, theme), corners(data, theme)].join('');
  return withAxes({ x, y }, { x: data.axisX, y: data.axisY }, theme, drawn);
}

function rule({ rule }: DensityData, x: Scale, y: Scale, theme: SvgTheme): string {
  const dashed = { 'stroke-dasharray': '4 3' };
  if (rule === 'equal') {
    const [from, to] = [Math.max(x.low, y.low), Math.min(x.high, y.high)];
    return from < to ? line(x.at(from), y.at(from), x.at(to), y.at(to), theme.mark, dashed) : '';
  }
  const across =
    y.low <= 0 && y.high >= 0 ? line(plot.left, y.at(0), plot.right, y.at(0), theme.mark, dashed) : '';
  const up =
    x.low < 0 && x.high >= 0 ? line(x.at(0), plot.top, x.at(0), plot.bottom, theme.mark, dashed) : '';
  return across + up;
}

function corners({ corners: words }: DensityData, theme: SvgTheme): string {
  return words
    .map((word, i) => {
      const isRight = i % 2 === 1;
      return label(word, {
        x: isRight ? plot.right - 4 : plot.left + 4,
        y: i < 2 ? plot.top - 5 : plot.bottom - 5,
        'text-anchor': isRight ? 'end' : 'start',
        fill: theme.mark,
        // Read on cells of any strength.
        stroke: theme.background,
        'stroke-width': 3,
        'paint-order': 'stroke',
      });
    })
    .join('');
}
