import { computed } from '@preact/signals';
import { count, fixed } from '../format.ts';
import { facts, results, rewardScale } from '../state.ts';
import { chanceLevels, shareBelowChance, sharePositive } from './chanceLevels.ts';
import { HistogramChart } from './histogramChart.tsx';
import { histogramSeries } from './histogramSeries.ts';
import { RewardChart } from './rewardChart.tsx';
import { logRatiosByRank, scaledBy } from './rewardsByRank.ts';
import { lossSentence, marginSentence, rewardSentence } from './sentences.ts';

// Which examples count does not depend on beta, so the slow part follows the rows alone.
const ratios = computed(() => logRatiosByRank(facts.value, results.peek().derived.loss));
const ranks = computed(() => scaledBy(results.value.beta, ratios.value));
const margins = computed(() => histogramSeries(results.value.derived.margin));
const losses = computed(() => histogramSeries(results.value.derived.loss));
const zero = [{ at: 0, label: '0' }];

export function Charts() {
  const { summary, derived } = results.value;
  const levels = chanceLevels(derived.chance);
  return (
    <section class="charts" aria-label="Distributions">
      <RewardChart
        title={rewardSentence(summary.rewardByTier, rewardScale.value.digits)}
        ranks={ranks.value}
        digits={rewardScale.value.digits}
      />
      <HistogramChart
        title={marginSentence(sharePositive(derived.margin))}
        axisTitle="Margin (nats)"
        series={margins.value}
        markers={zero}
        wrongBelowZero
      />
      <HistogramChart
        title={lossSentence(shareBelowChance(derived.loss, derived.chance))}
        axisTitle="Loss (nats)"
        series={losses.value}
        markers={levels.map(({ loss }, i) => ({
          at: loss,
          label: i === 0 ? `chance ${fixed(loss)}` : fixed(loss),
        }))}
        moreLines={levels.map(({ loss, n }) => [`Chance level ${fixed(loss, 3)}`, count(n)])}
      />
    </section>
  );
}
