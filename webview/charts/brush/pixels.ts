import type { Chart } from 'chart.js';
import type { Box, BrushAxis, BrushGrid, Cells } from '../../brush/grid.ts';

type Drawn = Pick<Chart, 'scales' | 'chartArea'>;

/** A rectangle on the canvas, px. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a box stands on the canvas; an axis that it does not name is taken whole. */
export function rectangleOf({ scales, chartArea }: Drawn, box: Box): Rectangle {
  const along = (scale: 'x' | 'y', ends: readonly [number, number] | undefined, whole: [number, number]) => {
    const [a, b] = ends ? ends.map((value) => scales[scale].getPixelForValue(value)) : whole;
    return [Math.max(whole[0], Math.min(a, b)), Math.min(whole[1], Math.max(a, b))];
  };
  const [left, right] = along('x', box.x, [chartArea.left, chartArea.right]);
  const [top, bottom] = along('y', box.y, [chartArea.top, chartArea.bottom]);
  return { left, top, width: right - left, height: bottom - top };
}

export function boxOfCells({ x, y }: Cells, grid: BrushGrid): Box {
  const ends = (axis: BrushAxis, [from, to]: readonly [number, number]) =>
    [axis.edges[from], axis.edges[to + 1]] as const;
  return { ...(x && grid.x && { x: ends(grid.x, x) }), ...(y && grid.y && { y: ends(grid.y, y) }) };
}

/** Bars of x and y under a point, the nearest where it is outside. */
export function cellAt({ scales }: Drawn, grid: BrushGrid, x: number, y: number): readonly [number, number] {
  return [barAt(scales.x, grid.x, x), barAt(scales.y, grid.y, y)];
}

/** Whether the next bar along an axis stands further right, or further up. */
export function goesUp({ scales }: Drawn, scale: 'x' | 'y', axis: BrushAxis): boolean {
  const [first, second] = [0, 1].map((i) => scales[scale].getPixelForValue(axis.edges[i]));
  return scale === 'x' ? second > first : second < first;
}

function barAt(scale: Chart['scales'][string], axis: BrushAxis | undefined, at: number): number {
  if (!axis) return 0;
  const last = axis.edges.length - 2;
  const pixel = (i: number) => scale.getPixelForValue(axis.edges[i]);
  const sign = pixel(last + 1) >= pixel(0) ? 1 : -1;
  let bar = 0;
  while (bar < last && sign * (at - pixel(bar + 1)) >= 0) bar++;
  return bar;
}
