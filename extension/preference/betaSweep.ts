import { annotated } from './annotated.ts';
import { chanceLoss, type LogProbColumns, largestExample, layOut } from './columns.ts';
import { countPairs, type PairCounts } from './pairs.ts';
import { stagesLoss } from './tieredLoss.ts';

/** The mean loss over beta. Pairwise accuracy sees only the order of the rewards, which no beta changes. */
export interface BetaSweep {
  readonly betas: readonly number[];
  /** [betas] mean loss, nats; NaN without examples. */
  readonly losses: readonly number[];
  /** Mean loss with all rewards equal, nats: what it tends to as beta goes to 0. */
  readonly chance: number;
  /** Mean over the examples. */
  readonly accuracy: number;
  /** Index of the smallest loss; -1 without examples. */
  readonly best: number;
  readonly n: number;
}

/** Six betas in a decade, 0.001 to 10. */
export const sweptBetas: readonly number[] = Array.from({ length: 25 }, (_, i) => 10 ** (i / 6 - 3));

/** Every example of `columns` is scored and has a preference. Throws RangeError when a tier is out of range. */
export function betaSweep(
  { offsets, tier, policyLogp, referenceLogp }: LogProbColumns,
  betas: readonly number[] = sweptBetas,
): BetaSweep {
  const n = offsets.length - 1;
  const ratios = policyLogp.map((value, c) => value - referenceLogp[c]);
  const a = annotated(largestExample(offsets));
  const starts = new Uint32Array(a.place.length + 1);
  const ratio = new Float64Array(a.place.length);
  const pairs: PairCounts = { ordered: 0, right: 0, wrong: 0, equalRewards: 0 };
  const sums = new Float64Array(betas.length);
  let chance = 0;
  let accuracy = 0;
  for (let e = 0; e < n; e++) {
    if (!layOut(a, tier, ratios, offsets[e], offsets[e + 1] - offsets[e], starts))
      throw new RangeError(`example ${e}: a tier is not below its completions`);
    chance += chanceLoss(a);
    countPairs(a, pairs);
    accuracy += pairs.right / pairs.ordered;
    ratio.set(a.reward);
    for (let b = 0; b < betas.length; b++) {
      for (let k = 0; k < a.count; k++) a.reward[k] = betas[b] * ratio[k];
      sums[b] += stagesLoss(a, false);
    }
  }
  const losses = Array.from(sums, (sum) => sum / n);
  const best = n === 0 ? -1 : losses.indexOf(Math.min(...losses));
  return { betas, losses, chance: chance / n, accuracy: accuracy / n, best, n };
}
