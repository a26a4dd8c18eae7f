import { computed } from '@preact/signals';
import { histogramSeries } from '../../extension/preference/histogramSeries.ts';
import { logRatiosByRank, scaledBy } from '../../extension/preference/rewardsByRank.ts';
import { lossData, marginData, rewardData } from '../figures/chartData.ts';
import { facts, results, rewardScale } from '../state.ts';
import { HistogramChart } from './histogramChart.tsx';
import { RewardChart } from './rewardChart.tsx';

// Which examples count does not depend on beta, so the slow part follows the rows alone.
const ratios = computed(() => logRatiosByRank(facts.value, results.peek().derived.loss));
const ranks = computed(() => scaledBy(results.value.beta, ratios.value));
const margins = computed(() => histogramSeries(results.value.derived.margin));
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
