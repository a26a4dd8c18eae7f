import * as l10n from '@vscode/l10n';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Brushing } from './brush/brushing.ts';
import { brushPlugin } from './brush/brushPlugin.ts';
import { useBrush } from './brush/useBrush.ts';
import { chartTheme } from './theme.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
);

interface Props {
  readonly config: ChartConfiguration;
  readonly label: string;
  readonly brushing?: Brushing;
}

/** A Chart.js chart that is replaced with its configuration: no animation, so nothing moves that the user did not move. */
export function Canvas({ config, label, brushing }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart | undefined>(undefined);
  const { chosen, said, handlers } = useBrush(chart, brushing);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const brush = brushPlugin(
      () => chosen.current,
      () => chartTheme.peek(),
    );
    const made = new Chart(canvas.current, { ...config, plugins: [...(config.plugins ?? []), brush] });
    chart.current = made;
    return () => {
      chart.current = undefined;
      made.destroy();
    };
  }, [config]);
  useLayoutEffect(() => chart.current?.draw(), [JSON.stringify(brushing?.boxes)]);
  if (!brushing)
    return (
      <div class="canvas">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
    );
  return (
    <div
      class="canvas brushable"
      role="application"
      aria-roledescription={l10n.t('chart')}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys choose bars
      tabIndex={0}
      {...handlers}
    >
      <canvas ref={canvas} />
      <span class="for-readers" aria-live="polite">
        {said}
      </span>
    </div>
  );
}
