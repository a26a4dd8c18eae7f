import type { Plugin } from 'chart.js';
import type { ChartTheme } from '../theme.ts';
import { type Brushing, cellsOf, type Pending } from './brushing.ts';
import { boxOfCells, rectangleOf } from './pixels.ts';

export interface Chosen {
  readonly brushing: Brushing | undefined;
  readonly pending: Pending | undefined;
}

/** Draws what is not chosen quiet, and a frame round what is: told by light and by line, not by colour. */
export function brushPlugin(chosen: () => Chosen, theme: () => ChartTheme): Plugin {
  return {
    id: 'brush',
    afterDatasetsDraw(chart) {
      const { brushing, pending } = chosen();
      if (!brushing) return;
      const { grid } = brushing;
      const boxes = pending ? [boxOfCells(cellsOf(pending, grid), grid)] : brushing.boxes;
      if (boxes.length === 0) return;
      const rectangles = boxes.map((box) => rectangleOf(chart, box));
      const { ctx, chartArea } = chart;
      const { background, text } = theme();
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      for (const { left, top, width, height } of rectangles) ctx.rect(left, top, width, height);
      ctx.fillStyle = background;
      ctx.globalAlpha = 0.7;
      ctx.fill('evenodd');
      ctx.globalAlpha = 1;
      ctx.strokeStyle = text;
      ctx.lineWidth = 1;
      for (const { left, top, width, height } of rectangles)
        ctx.strokeRect(
          Math.round(left) + 0.5,
          Math.round(top) + 0.5,
          Math.round(width) - 1,
          Math.round(height) - 1,
        );
      ctx.restore();
    },
  };
}
