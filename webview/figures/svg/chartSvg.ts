import * as l10n from '@vscode/l10n';
import type { ChartData } from '../chartData.ts';
import { densitySvg } from './densitySvg.ts';
import { estimateSvg } from './estimateSvg.ts';
import { element, escaped, label, type SvgTheme, svgSize } from './frame.ts';
import { histogramSvg } from './histogramSvg.ts';
import { rewardSvg } from './rewardSvg.ts';
import { scatterSvg } from './scatterSvg.ts';
import { sweepSvg } from './sweepSvg.ts';

interface Options {
  /** Another for each drawing of a page. */
  readonly id: string;
  /** A file of its own has its sentence and its background in it; on a page both are around it. */
  readonly alone?: boolean;
}

const titleHeight = 28;

/** A chart as SVG: no script, no style, nothing from elsewhere. */
export function chartSvg(data: ChartData, theme: SvgTheme, { id, alone = false }: Options): string {
  const { width, height } = svgSize;
  const drawn = inside(data, theme, id);
  const whole = { xmlns: 'http://www.w3.org/2000/svg', 'font-family': theme.font, role: 'img' };
  if (!alone)
    return element(
      'svg',
      { ...whole, viewBox: `0 0 ${width} ${height}`, 'aria-label': l10n.t('Chart: {0}', data.title) },
      drawn,
    );
  const tall = height + titleHeight;
  const inner = [
    `<title>${escaped(data.title)}</title>`,
    element('rect', { width, height: tall, fill: theme.background }),
    label(data.title, { x: 8, y: 19, fill: theme.text, 'font-size': 12, 'font-weight': 600 }),
    element('g', { transform: `translate(0 ${titleHeight})` }, drawn),
  ];
  return `${element('svg', { ...whole, width, height: tall, viewBox: `0 0 ${width} ${tall}` }, inner.join(''))}\n`;
}

function inside(data: ChartData, theme: SvgTheme, id: string): string {
  switch (data.kind) {
    case 'histogram':
      return histogramSvg(data, theme, id);
    case 'rewards':
      return rewardSvg(data, theme);
    case 'density':
      return densitySvg(data, theme);
    case 'estimates':
      return estimateSvg(data, theme);
    case 'sweep':
      return sweepSvg(data, theme);
    case 'scatter':
      return scatterSvg(data, theme);
    default:
      return data satisfies never;
  }
}
