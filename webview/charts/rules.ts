import type { Plugin } from 'chart.js';

type Point = readonly [x: number, y: number];

/** Dashed lines from one point of the scales to another, above or below what is drawn. */
export function rulesPlugin(lines: readonly (readonly [Point, Point])[], color: string): Plugin {
  return {
    id: 'rules',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.strokeStyle = color;
      ctx.lineWidth = 1;
      ctx.setLineDash([4, 3]);
      for (const [from, to] of lines) {
        ctx.beginPath();
        ctx.moveTo(scales.x.getPixelForValue(from[0]), scales.y.getPixelForValue(from[1]));
        ctx.lineTo(scales.x.getPixelForValue(to[0]), scales.y.getPixelForValue(to[1]));
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

/** Words in the corners of a chart: top left, top right, bottom left, bottom right. */
export function cornersPlugin(
  words: readonly string[],
  color: string,
  background: string,
  font: string,
): Plugin {
  return {
    id: 'corners',
    afterDatasetsDraw({ ctx, chartArea: { left, right, top, bottom } }) {
      ctx.save();
      ctx.font = font;
      ctx.lineWidth = 3;
      ctx.strokeStyle = background;
      ctx.fillStyle = color;
      words.forEach((word, i) => {
        const isRight = i % 2 === 1;
        ctx.textAlign = isRight ? 'right' : 'left';
        ctx.textBaseline = i < 2 ? 'top' : 'bottom';
        const at = [isRight ? right - 4 : left + 4, i < 2 ? top + 3 : bottom - 3] as const;
        ctx.strokeText(word, ...at);
        ctx.fillText(word, ...at);
      });
      ctx.restore();
    },
  };
}
