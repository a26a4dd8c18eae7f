import * as l10n from '@vscode/l10n';
import { HistogramChart } from '../../charts/histogramChart.tsx';
import { ScatterChart } from '../../charts/scatterChart.tsx';
import { Watched } from '../../charts/watched.tsx';
import { PairChoice } from '../pairChoice.tsx';
import type { Shown } from '../state.ts';
import { changeNow, scatterNow } from './pairFigures.ts';

/** The two runs example by example: one against the other, and by how much they differ. */
export function Charts({ now }: { readonly now: Shown }) {
  return (
    <section class="part" aria-label={l10n.t('Two runs example by example')}>
      <PairChoice now={now} />
      <div class="charts two">
        <Watched
          name={l10n.t('One run against the other')}
          first
          draw={() => scatterNow.value && <ScatterChart data={scatterNow.value} />}
        />
        <Watched
          name={l10n.t('Differences')}
          first
          draw={() => changeNow.value && <HistogramChart data={changeNow.value} />}
        />
      </div>
    </section>
  );
}
