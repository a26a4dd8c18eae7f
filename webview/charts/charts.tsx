import { computed, untracked } from '@preact/signals';
import { histogramSeries, scaledSpread, spread } from '../../extension/preference/histogramSeries.ts';
import { logRatiosByRank, scaledBy } from '../../extension/preference/rewardsByRank.ts';
import { lossData, marginData, rewardData } from '../figures/chartData.ts';
import { facts, results, rewardScale } from '../state.ts';
import { HistogramChart } from './histogramChart.tsx';
import { RewardChart } from './rewardChart.tsx';

// Which examples count does not depend on beta, so the slow part follows the rows alone.
const ratios = computed(() => logRatiosByRank(facts.value, results.peek().derived.loss));
const ranks = computed(() => scaledBy(results.value.beta, ratios.value));
/** Margins at another beta are the same ones, scaled. */
const atOne = computed(() => {
  const { derived, beta } = untracked(() => results.value);
  facts.value;
  return scaledSpread(spread(derived.margin), 1 / beta);
});
const margins = computed(() => {
  const { derived, beta } = results.value;
  return histogramSeries(derived.margin, scaledSpread(atOne.value, beta));
});
const losses = computed(() => histogramSeries(results.value.derived.loss));

export function Charts() {
  const { summary, derived } = results.value;
  return (
    <section class="charts" aria-label="Distributions">
      <RewardChart data={rewardData(summary.rewardByTier, ranks.value, rewardScale.value.digits)} />
      <HistogramChart data={marginData(derived, margins.value)} />
      <HistogramChart data={lossData(derived, losses.value)} />
    </section>
  );
}
