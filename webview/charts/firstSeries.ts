import { computed, untracked } from '@preact/signals';
import {
  countedIn,
  type HistogramSeries,
  histogramSeries,
  scaledSpread,
  spread,
} from '../../extension/preference/histogramSeries.ts';
import { logRatiosByRank, scaledBy } from '../../extension/preference/rewardsByRank.ts';
import { rewardsByTier } from '../../extension/preference/rewardsByTier.ts';
import { shownOnly } from '../../extension/preference/shownOnly.ts';
import { lossData, marginData, rewardData } from '../figures/chartData.ts';
import { brushing, facts, results, rewardScale } from '../state.ts';

/** What the first three charts show: all examples, or those that the brushes on other charts leave. */

const { others } = brushing;

/** Bars stay where all examples put them. */
function within(all: HistogramSeries, values: Float64Array, mask: Uint8Array | undefined): HistogramSeries {
  return mask ? countedIn(all, shownOnly(values, mask)) : all;
}

// Which examples count does not depend on beta, so the slow part follows the rows and the brushes alone.
const ratios = computed(() =>
  logRatiosByRank(facts.value, shownOnly(results.peek().derived.loss, others.rewards.value)),
);
/** Mean log-ratio of each tier; undefined where all are shown, which the summary knows. */
const tiers = computed(() => {
  const mask = others.rewards.value;
  if (!mask) return undefined;
  const { policyLogp, referenceLogp } = facts.value;
  const reward = policyLogp.map((value, c) => value - referenceLogp[c]);
  return rewardsByTier(facts.value, { loss: shownOnly(results.peek().derived.loss, mask), reward });
});
export const rewards = computed(() => {
  const { beta, summary } = results.value;
  const means = tiers.value?.map(({ mean }) => ({ mean: beta * mean })) ?? summary.rewardByTier;
  return rewardData(means, scaledBy(beta, ratios.value), rewardScale.value.digits);
});

/** Margins at another beta are the same ones, scaled. */
const spreadAtOne = computed(() => {
  const { derived, beta } = untracked(() => results.value);
  facts.value;
  return scaledSpread(spread(derived.margin), 1 / beta);
});
export const margins = computed(() => {
  const { beta, derived } = results.value;
  const { margin } = derived;
  const mask = others.margin.value;
  return marginData(
    { margin: shownOnly(margin, mask) },
    within(histogramSeries(margin, scaledSpread(spreadAtOne.value, beta)), margin, mask),
  );
});

const chance = computed(() => results.value.derived.chance);
const shownChance = computed(() => shownOnly(chance.value, others.loss.value));
export const losses = computed(() => {
  const { loss } = results.value.derived;
  const mask = others.loss.value;
  return lossData(
    { loss: shownOnly(loss, mask), chance: shownChance.value },
    within(histogramSeries(loss), loss, mask),
  );
});
