import { outcomes, pairedMeans, signFlips } from '../../extension/preference/paired/differences.ts';
import { rewardCorrelation } from '../../extension/preference/paired/rewardCorrelation.ts';
import { oncePerPair } from './oncePerPair.ts';

/** Mean of a column over what is not NaN. */
export function meanOf(values: Float64Array): number {
  return pairedMeans(values, values).base;
}

const means = oncePerPair(pairedMeans);

/** Of columns that are the same for every beta: computed once for each two. */
export const unchanging = {
  mean: (values: Float64Array) => means(values, values).base,
  means,
  lowerWins: oncePerPair((a: Float64Array, b: Float64Array) => outcomes(a, b, true)),
  higherWins: oncePerPair((a: Float64Array, b: Float64Array) => outcomes(a, b, false)),
  flips: oncePerPair(signFlips),
};

export const correlationWith = oncePerPair(rewardCorrelation);
