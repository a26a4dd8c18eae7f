import { barName } from '../barName.ts';
import { type HistogramData, isWrong } from '../chartData.ts';
import { countedName } from '../shortWords.ts';
import { element, escaped, label, line, plot, type SvgTheme, scaleX, scaleY, withAxes } from './frame.ts';

/** Bars of a histogram with its marks; `id` names the stripes, and must be another for each drawing of a page. */
export function histogramSvg(data: HistogramData, theme: SvgTheme, id: string): string {
  const { edges, counts } = data.series;
  const x = scaleX(edges[0], edges[edges.length - 1]);
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const y = scaleY(0, most * 1.05);
  const bars = Array.from(counts, (n, bar) => {
    if (n === 0) return '';
    const [from, to] = [x.at(edges[bar]), x.at(edges[bar + 1])];
    const gap = Math.min(1, (to - from) * 0.08);
    const top = Math.min(y.at(n), plot.bottom - 2);
    const wrong = isWrong(data, bar);
    const box = {
      x: from + gap,
      y: top,
      width: Math.max(0.5, to - from - 2 * gap),
      height: plot.bottom - top,
    };
    const fill = wrong ? `url(#${id})` : theme.good;
    const title = `${barName(data.series, bar)}: ${n}`;
    return element(
      'rect',
      { ...box, fill, stroke: wrong ? theme.bad : theme.good },
      `<title>${escaped(title)}</title>`,
    );
  });
  const titles = { x: data.axisTitle, y: countedName[data.counted] };
  return (
    stripes(id, theme) + withAxes({ x, y }, titles, theme, bars.join('') + marks(data, x.at, theme), true)
  );
}

/** As `hatch` on the page: told apart without its colour. */
function stripes(id: string, theme: SvgTheme): string {
  const place = { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  return element('defs', {}, element('pattern', place, line(0, 0, 0, 6, theme.bad, { 'stroke-width': 3 })));
}

/** Where words would touch, the later one is left out; the table has them all. */
function marks({ markers }: HistogramData, at: (value: number) => number, theme: SvgTheme): string {
  let free = Number.NEGATIVE_INFINITY;
  return markers
    .map((marker) => {
      const x = at(marker.at);
      if (x < plot.left - 1 || x > plot.right + 1) return '';
      const dashed = line(x, plot.top, x, plot.bottom, theme.mark, { 'stroke-dasharray': '4 3' });
      // About as wide as its letters.
      const width = marker.label.length * 6.2;
      const left = Math.max(plot.left, Math.min(x - width / 2, plot.right - width));
      if (left < free) return dashed;
      free = left + width + 6;
      return dashed + label(marker.label, { x: left, y: plot.top - 5, fill: theme.mark });
    })
    .join('');
}
