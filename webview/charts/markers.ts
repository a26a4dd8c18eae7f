import type { Plugin } from 'chart.js';
import type { Marker } from '../figures/chartData.ts';

/** Draws the markers over the bars; where words would touch, the later one is left out (the table has them all). */
export function markersPlugin(markers: readonly Marker[], color: string, font: string): Plugin {
  return {
    id: 'markers',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      ctx.save();
      ctx.strokeStyle = color;
      ctx.fillStyle = color;
      ctx.font = font;
      ctx.lineWidth = 1;
      let free = Number.NEGATIVE_INFINITY;
      for (const { at, label } of markers) {
        const x = Math.round(scales.x.getPixelForValue(at)) + 0.5;
        if (x < chartArea.left - 1 || x > chartArea.right + 1) continue;
        ctx.setLineDash([4, 3]);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
        const width = ctx.measureText(label).width;
        const left = Math.max(chartArea.left, Math.min(x - width / 2, chartArea.right - width));
        if (left < free) continue;
        ctx.fillText(label, left, chartArea.top - 4);
        free = left + width + 6;
      }
      ctx.restore();
    },
  };
}
