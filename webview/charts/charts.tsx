import type { ReadonlySignal } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import type { Dimension } from '../brush/brush.ts';
import type { HistogramData } from '../figures/chartData.ts';
import type { DensityData } from '../figures/densityData.ts';
import type { EstimateData } from '../figures/estimateData.ts';
import { chartsOpen } from '../state.ts';
import { brushingOf } from './brush/brushingOf.ts';
import { DensityChart } from './densityChart.tsx';
import { EstimateChart } from './estimateChart.tsx';
import { losses, margins, rewards } from './firstSeries.ts';
import { HistogramChart } from './histogramChart.tsx';
import { RewardChart } from './rewardChart.tsx';
import {
  accuracyBySlice,
  length,
  marginBySlice,
  policy,
  position,
  probability,
  quadrant,
  sweep,
} from './series.ts';
import { SliceChoice } from './sliceChoice.tsx';
import { SweepChart } from './sweepChart.tsx';
import { Watched } from './watched.tsx';

/** What a run looks like: three charts always, the others when they are wanted. */
export function Charts() {
  return (
    <>
      <section class="charts" aria-label={l10n.t('Distributions')}>
        <Watched
          name={l10n.t('Rewards by tier')}
          first
          draw={() => <RewardChart data={rewards.value} brushing={brushingOf('rewards', rewards.value)} />}
        />
        <Histogram
          name={l10n.t({
            message: 'Margin',
            comment: ['Reward of the best completions minus that of the others'],
          })}
          of="margin"
          data={margins}
        />
        <Histogram
          name={l10n.t({
            message: 'Loss',
            comment: ['Of preference optimization: minus the log-probability of the ranking'],
          })}
          of="loss"
          data={losses}
        />
      </section>
      <details
        class="more-charts"
        open={chartsOpen.value}
        onToggle={(event) => {
          chartsOpen.value = event.currentTarget.open;
        }}
      >
        <summary>
          {l10n.t('More charts')}{' '}
          <span class="quiet">{l10n.t('log-probs, length, calibration, positions, slices, beta')}</span>
        </summary>
        {chartsOpen.value && <MoreCharts />}
      </details>
    </>
  );
}

function MoreCharts() {
  return (
    <section class="charts" aria-label={l10n.t('More charts')}>
      <Density name={l10n.t('Quadrants of log-probs')} of="quadrants" data={quadrant} />
      <Density name={l10n.t('Policy against reference')} of="policy" data={policy} />
      <Density name={l10n.t('Reward against length')} of="length" data={length} />
      <Estimates name={l10n.t('Calibration')} of="probability" data={probability} />
      <Estimates name={l10n.t('Agreement by position')} of="position" data={position} />
      <Watched name={l10n.t('Loss over beta')} draw={() => <SweepChart data={sweep.value} />} />
      <SliceChoice />
      <Estimates name={l10n.t('Accuracy by slice')} of="slice" data={accuracyBySlice} />
      <Estimates name={l10n.t('Margin by slice')} of="slice" data={marginBySlice} />
    </section>
  );
}

interface Of<Data> {
  readonly name: string;
  readonly of: Dimension;
  readonly data: ReadonlySignal<Data>;
}

function Histogram({ name, of, data }: Of<HistogramData>) {
  const draw = () => <HistogramChart data={data.value} brushing={brushingOf(of, data.value)} />;
  return <Watched name={name} first draw={draw} />;
}

function Density({ name, of, data }: Of<DensityData>) {
  const draw = () => <DensityChart data={data.value} brushing={brushingOf(of, data.value)} />;
  return <Watched name={name} draw={draw} />;
}

function Estimates({ name, of, data }: Of<EstimateData>) {
  const draw = () => <EstimateChart data={data.value} brushing={brushingOf(of, data.value)} />;
  return <Watched name={name} draw={draw} />;
}
