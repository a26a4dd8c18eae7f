import { computed } from '@preact/signals';
import { betaSweep } from '../../extension/preference/betaSweep.ts';
import { calibration } from '../../extension/preference/calibration.ts';
import { lengthBias } from '../../extension/preference/lengthBias.ts';
import { sampleColumns } from '../../extension/preference/sampleColumns.ts';
import { shownOnly } from '../../extension/preference/shownOnly.ts';
import { byNumber, estimatesBySlice, slicesOf } from '../../extension/preference/slices.ts';
import { stageAgreement } from '../../extension/preference/stageAgreement.ts';
import { topProbability } from '../../extension/preference/topProbability.ts';
import { sliceColumn } from '../brush/sliceColumn.ts';
import { gridOf, lengthData, policyData, quadrantData } from '../figures/densityData.ts';
import { calibrationData, positionData, sliceData } from '../figures/estimateData.ts';
import { calibrationNote, lengthNote, mostExamples, mostSwept, sampleNote } from '../figures/sampleNote.ts';
import { sweepData } from '../figures/sweepData.ts';
import { beta, brushing, facts, results, rewardScale, settledBeta } from '../state.ts';

/** What the charts below the first three show. Nothing here is computed unless a chart in view reads it. */

const { counted, sides, others, shown, shownByAll, sliceField } = brushing;

/** Of many rows, these charts wait until the slider rests. */
const calmBeta = computed(() => (facts.value.line.length > 20_000 ? settledBeta.value : beta.value));
const digits = computed(() => rewardScale.value.digits);

const policyGrid = computed(() => gridOf(sides.value.chosenReference, sides.value.chosenPolicy));
export const policy = computed(() => {
  const { chosenReference, chosenPolicy, ...rest } = sides.value;
  const mask = others.policy.value;
  return policyData(
    {
      ...rest,
      chosenReference: shownOnly(chosenReference, mask),
      chosenPolicy: shownOnly(chosenPolicy, mask),
    },
    policyGrid.value,
  );
});

const quadrantGrid = computed(() => gridOf(sides.value.rejectedRatio, sides.value.chosenRatio));
export const quadrant = computed(() => {
  const { chosenRatio, rejectedRatio, ...rest } = sides.value;
  const mask = others.quadrants.value;
  return quadrantData(
    { ...rest, chosenRatio: shownOnly(chosenRatio, mask), rejectedRatio: shownOnly(rejectedRatio, mask) },
    quadrantGrid.value,
  );
});

const allSampled = computed(() => sampleColumns(facts.value, counted.value, mostExamples));
const allLengths = computed(() => lengthBias(allSampled.value.columns));
const lengthSample = computed(() =>
  others.length.value ? sampleColumns(facts.value, shown.length.value, mostExamples) : allSampled.value,
);
const lengths = computed(() =>
  lengthSample.value === allSampled.value ? allLengths.value : lengthBias(lengthSample.value.columns),
);
const rewardsOf = (ratio: Float64Array, at: number) => ratio.map((value) => at * value);
const lengthGrid = computed(() =>
  gridOf(allLengths.value.tokens, rewardsOf(allLengths.value.ratio, calmBeta.value), true),
);
export const length = computed(() =>
  lengthData(
    lengths.value,
    rewardsOf(lengths.value.ratio, calmBeta.value),
    lengthGrid.value,
    digits.value,
    sampleNote(lengthSample.value, lengthNote),
  ),
);

const probabilitySample = computed(() =>
  others.probability.value
    ? sampleColumns(facts.value, shown.probability.value, mostExamples)
    : allSampled.value,
);
export const probability = computed(() => {
  const { columns } = probabilitySample.value;
  return calibrationData(
    calibration(columns, {
      // All of a sample count.
      loss: new Float64Array(columns.offsets.length - 1),
      topProbability: topProbability(columns, calmBeta.value),
    }),
    sampleNote(probabilitySample.value, calibrationNote),
  );
});

export const position = computed(() => positionData(stageAgreement(facts.value, shown.position.value)));

const slices = computed(() => {
  const { offsets } = facts.value;
  const column = sliceColumn(facts.value, sliceField.value);
  if (column) return slicesOf(column, counted.value);
  const k = new Uint32Array(offsets.length - 1);
  for (let row = 0; row < k.length; row++) k[row] = offsets[row + 1] - offsets[row];
  return byNumber(k, counted.value);
});
const accuracy = computed(() => results.value.derived.pairwiseAccuracy);
export const accuracyBySlice = computed(() =>
  sliceData({
    field: sliceField.value,
    slices: slices.value,
    estimates: estimatesBySlice(slices.value, shownOnly(accuracy.value, others.slice.value)),
    what: 'accuracy',
    digits: 1,
  }),
);
const marginsAtOne = computed(() => {
  const { chosenRatio, rejectedRatio } = sides.value;
  const margins = chosenRatio.map((ratio, row) => ratio - rejectedRatio[row]);
  return estimatesBySlice(slices.value, shownOnly(margins, others.slice.value));
});
export const marginBySlice = computed(() => {
  const at = beta.value;
  const estimates = marginsAtOne.value.map(({ n, mean, sd, low, high }) => ({
    n,
    mean: at * mean,
    sd: at * sd,
    low: at * low,
    high: at * high,
  }));
  return sliceData({
    field: sliceField.value,
    slices: slices.value,
    estimates,
    what: 'margin',
    digits: digits.value,
  });
});

const sweepSample = computed(() => sampleColumns(facts.value, shownByAll.value, mostSwept));
const swept = computed(() => betaSweep(sweepSample.value.columns));
export const sweep = computed(() => sweepData(swept.value, beta.value, sampleNote(sweepSample.value)));
