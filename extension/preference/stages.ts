import { arrange } from './annotated.ts';
import { logFactorial } from './logFactorial.ts';
import { hasPreference, type Tiers } from './ranking.ts';
import { stagesLoss } from './tieredLoss.ts';

/** One factor of the likelihood: a tier is picked from the completions that are left. */
export interface Stage {
  /** The tier's completions, 0-based in file order. */
  readonly chosen: readonly number[];
  /** Completions that it was picked from, itself counted. */
  readonly left: number;
  /** 0 to 1: that all of the tier come before the rest, in whatever order among themselves. */
  readonly probability: number;
  /** The same with all rewards equal: one of the ways to pick so many of those left. */
  readonly chance: number;
  /** -log of the probability, nats: the stage's part of the loss. */
  readonly loss: number;
}

/**
 * Stage by stage, the probability that the annotated choice is made from those left: the factors of Rafailov et al.,
 * Direct Preference Optimization (2023), appendix A.3, eq. 18, where the factor of several tied completions is the total
 * over their orders. `rewards`: [K] nats, in file order. [T - 1] for T tiers, as the last is what remains; their losses
 * sum to the example's loss. [] without a preference, and where a reward is not finite.
 */
export function stagesOf(rewards: ArrayLike<number>, tiers: Tiers): Stage[] {
  const filled = tiers.filter((tier) => tier.length > 0);
  if (!hasPreference(filled) || filled.flat().some((index) => !Number.isFinite(rewards[index]))) return [];
  const a = arrange(rewards, filled);
  stagesLoss(a, false);
  return filled.slice(0, -1).map((chosen, t): Stage => {
    const left = a.count - a.bounds[t];
    // Not -0, where a stage is certain.
    const loss = 0 + a.stageLoss[a.bounds[t]];
    const ways = logFactorial(left) - logFactorial(chosen.length) - logFactorial(left - chosen.length);
    return { chosen, left, probability: Math.exp(-loss), chance: Math.exp(-ways), loss };
  });
}

/** Index of the stage with the largest part of the loss; undefined where there is no other to compare it with. */
export function worstStage(stages: readonly Stage[]): number | undefined {
  if (stages.length < 2) return undefined;
  return stages.reduce((worst, { loss }, t) => (loss > stages[worst].loss ? t : worst), 0);
}
