import * as l10n from '@vscode/l10n';
import type { ChartConfiguration } from 'chart.js';
import { Canvas } from '../../charts/canvas.tsx';
import { Numbers } from '../../charts/numberTable.tsx';
import type { NumberTable } from '../../figures/barName.ts';

interface Props {
  /** What the chart says. */
  readonly title: string;
  readonly config: ChartConfiguration;
  /** The same as numbers, for whoever does not see it. */
  readonly numbers: NumberTable;
  /** Signs of the chart, in words. */
  readonly legend?: string;
}

export function Figure({ title, config, numbers, legend }: Props) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <Canvas config={config} label={l10n.t('Chart: {0}. The numbers are in the table below.', title)} />
      {legend && <p class="tiles-note">{legend}</p>}
      <Numbers table={numbers} />
    </figure>
  );
}
