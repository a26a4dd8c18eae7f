import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { useContext, useRef } from 'preact/hooks';
import { type ChartData, numbersOf } from '../figures/chartData.ts';
import type { Brushing } from './brush/brushing.ts';
import { Canvas } from './canvas.tsx';
import { Numbers } from './numberTable.tsx';
import { SaveChart } from './saveChart.ts';
import { pngBytes, svgBytes } from './saveImage.ts';
import { chartTheme } from './theme.ts';

interface Props {
  readonly data: ChartData;
  readonly config: ChartConfiguration;
  readonly brushing?: Brushing;
}

/** A chart with its sentence, the same numbers as a table for whoever does not see it, and the way to an image of it. */
export function Figure({ data, config, brushing }: Props) {
  const figure = useRef<HTMLElement>(null);
  const saveChart = useContext(SaveChart);
  const { title } = data;
  async function save(format: 'png' | 'svg') {
    const canvas = figure.current?.querySelector('canvas');
    const theme = chartTheme.value;
    const bytes = format === 'svg' ? svgBytes(data, theme) : canvas && (await pngBytes(canvas, data, theme));
    if (bytes) saveChart(nameOf(data), format, bytes);
  }
  return (
    <figure ref={figure}>
      <figcaption>{title}</figcaption>
      <Canvas
        config={config}
        brushing={brushing}
        label={[
          l10n.t('Chart: {0}. The numbers are in the table below.', title),
          ...(brushing ? [keys] : []),
        ].join(' ')}
      />
      {'note' in data && data.note && <p class="figure-note quiet">{data.note}</p>}
      <div class="figure-end">
        <Numbers table={numbersOf(data)} />
        {(['png', 'svg'] as const).map((format) => (
          <button
            key={format}
            type="button"
            class="link"
            aria-label={l10n.t('Save as {0}: {1}', format.toUpperCase(), title)}
            onClick={() => save(format)}
          >
            {format.toUpperCase()}
          </button>
        ))}
        {brushing?.left && (
          <>
            <button type="button" class="link" onClick={() => brushing.choose(undefined)}>
              {l10n.t('Clear selection')}
            </button>
            <span class="quiet">{brushing.left}</span>
          </>
        )}
      </div>
    </figure>
  );
}

const keys = l10n.t(
  'Arrow keys choose a bar, with Shift more of them; Enter keeps the choice, Escape clears it.',
);

/** For a file's name. */
function nameOf(data: ChartData): string {
  if ('name' in data && data.name) return data.name;
  return 'axisTitle' in data ? data.axisTitle.replace(/ \(.*/, '').toLowerCase() : data.kind;
}
