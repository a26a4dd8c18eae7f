import { derive } from './columns.ts';
import { stageLogProbabilities } from './plackettLuce.ts';
import { type Tiers, tierOfEach } from './ranking.ts';

export interface ExampleFacts {
  /** [K] log pi_policy(y|x), nats, in file order. */
  readonly policyLogps: ArrayLike<number>;
  /** [K] log pi_ref(y|x), nats, in file order. */
  readonly referenceLogps: ArrayLike<number>;
  readonly tiers: Tiers;
  readonly beta: number;
}

/** One example's numbers, [K] in file order. NaN (undefined for top1) as in `DerivedColumns`. */
export interface ExampleEvaluation {
  /** [K] implicit reward, nats. */
  readonly reward: Float64Array;
  /** -log P(ranking), nats. */
  readonly loss: number;
  /** Loss of a model that knows nothing, nats. */
  readonly chance: number;
  /** [K] probability that the completion placed k-th is picked from those left; strict rankings only. */
  readonly stageProbability: Float64Array | undefined;
  /** [K] probability to be ranked first. */
  readonly topProbability: Float64Array;
  /** [K] d loss / d policyLogp: training pushes the completion up when negative. */
  readonly gradient: Float64Array;
  readonly pairwiseAccuracy: number;
  readonly top1: boolean | undefined;
  readonly kendallTauB: number | undefined;
  /** Mean reward of the best tier minus mean reward of all others, nats. */
  readonly margin: number;
}

/** `derive` for a single example: the same code, one row. Throws RangeError as it does. */
export function evaluateExample({
  policyLogps,
  referenceLogps,
  tiers,
  beta,
}: ExampleFacts): ExampleEvaluation {
  const count = policyLogps.length;
  const derived = derive(
    {
      offsets: Uint32Array.of(0, count),
      tier: tierOfEach(tiers, count),
      policyLogp: Float64Array.from(policyLogps),
      referenceLogp: Float64Array.from(referenceLogps),
      tokens: new Uint32Array(count),
    },
    beta,
  );
  const { reward, topProbability, gradient } = derived;
  const [loss, tauB, top1] = [derived.loss[0], derived.kendallTauB[0], derived.top1[0]];
  const filled = tiers.filter((tier) => tier.length > 0);
  const strict = filled.length === count && !Number.isNaN(loss);
  const order = strict ? filled.map(([index]) => index) : [];
  return {
    reward,
    loss,
    chance: derived.chance[0],
    stageProbability: strict ? stageLogProbabilities(reward, order).map(Math.exp) : undefined,
    topProbability,
    gradient,
    pairwiseAccuracy: derived.pairwiseAccuracy[0],
    top1: top1 > 1 ? undefined : top1 === 1,
    kendallTauB: Number.isNaN(tauB) ? undefined : tauB,
    margin: derived.margin[0],
  };
}
