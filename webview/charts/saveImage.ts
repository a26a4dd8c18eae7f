import type { ChartData } from '../figures/chartData.ts';
import { chartSvg } from '../figures/svg/chartSvg.ts';
import type { ChartTheme } from './theme.ts';

/** The chart as SVG, from the same numbers and colours. */
export function svgBytes(data: ChartData, theme: ChartTheme): Uint8Array {
  return new TextEncoder().encode(chartSvg(data, theme, { id: 'stripes', alone: true }));
}

/** The chart as PNG, as it is drawn, with its sentence above and the page's background behind. */
export async function pngBytes(
  drawn: HTMLCanvasElement,
  { title }: ChartData,
  theme: ChartTheme,
): Promise<Uint8Array | undefined> {
  const ratio = drawn.width / (drawn.clientWidth || drawn.width);
  const top = Math.round(30 * ratio);
  const image = document.createElement('canvas');
  image.width = drawn.width;
  image.height = drawn.height + top;
  const context = image.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, image.width, image.height);
  context.fillStyle = theme.text;
  context.font = `600 ${theme.fontSize * ratio}px ${theme.font}`;
  context.fillText(title, 6 * ratio, 19 * ratio, image.width - 12 * ratio);
  context.drawImage(drawn, 0, top);
  const blob = await new Promise<Blob | null>((resolve) => image.toBlob(resolve, 'image/png'));
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}
