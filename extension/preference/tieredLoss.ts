import type { Annotated } from './annotated.ts';
import { ladderLoss, rungsOf } from './ladderLoss.ts';
import { tieGroup } from './tieGroup.ts';

/**
 * Loss of one laid out example in nats, 0 for a single tier. Fills `gradient` (d loss / d reward) and `top`.
 * The one place where losses come from, whether for a row of a million or for one example.
 */
export function tieredLoss(a: Annotated): number {
  const rungs = rungsOf(a);
  const loss = rungs === undefined ? Number.POSITIVE_INFINITY : ladderLoss(a, rungs);
  return loss < Number.POSITIVE_INFINITY ? loss : stagesLoss(a);
}

/**
 * `tieredLoss` tier by tier, for ties and for rewards of any size; fills `stageLoss` as well.
 *
 * Up from the last tier, S is the log of the total weight of a tier and all after it, kept as base + excess
 * with the base one of the rewards, so that equal large rewards cancel exactly. Down again, `pull` is what
 * all better tiers add to d loss / d S, and `front` the probability that none of them is picked first.
 */
export function stagesLoss(a: Annotated, slopes = true): number {
  const { bounds, reward, gradient, top, stageLoss, share, restShare, restGradient } = a;
  const last = a.tierCount - 1;
  let base = reward[bounds[last]];
  let excess = 0;
  stageLoss[bounds[last]] = 0;
  if (a.count - bounds[last] === 1) {
    share[bounds[last]] = 1;
    gradient[bounds[last]] = 0;
  } else {
    for (let k = bounds[last] + 1; k < a.count; k++) base = Math.max(base, reward[k]);
    let sum = 0;
    for (let k = bounds[last]; k < a.count; k++) sum += share[k] = Math.exp(reward[k] - base);
    for (let k = bounds[last]; k < a.count; k++) {
      share[k] /= sum;
      gradient[k] = 0;
    }
    excess = Math.log(sum);
  }
  restShare[last] = 0;
  restGradient[last] = 0;

  let loss = 0;
  for (let t = last - 1; t >= 0; t--) {
    const k = bounds[t];
    if (bounds[t + 1] - k > 1) {
      stageLoss[k] = tiedStage(a, t, base, excess, slopes);
      loss += stageLoss[k];
      // tiedStage leaves the reward that is the new base in `top` and the new excess beside it.
      base = top[k];
      excess = top[k + 1];
      continue;
    }
    // Log-odds of the rest against this completion: the stage is a softplus, its slope a sigmoid.
    const behind = base - reward[k] + excess;
    const e = Math.exp(-Math.abs(behind));
    const larger = 1 / (1 + e);
    let rest = e * larger;
    let stage = Math.log1p(e);
    if (behind > 0) {
      share[k] = rest;
      rest = larger;
      stage += behind;
    } else share[k] = larger;
    gradient[k] = -rest;
    restShare[t] = rest;
    restGradient[t] = rest;
    stageLoss[k] = stage;
    loss += stage;
    base = reward[k];
    excess = stage;
  }

  if (!slopes) return loss;
  let pull = 0;
  let front = 1;
  for (let t = 0; t <= last; t++) {
    for (let k = bounds[t]; k < bounds[t + 1]; k++) {
      gradient[k] += pull * share[k];
      top[k] = front * share[k];
    }
    pull = pull * restShare[t] + restGradient[t];
    front *= restShare[t];
  }
  return loss;
}

/** The stage of a tier of several tied completions, above a rest of log-weight base + excess. */
function tiedStage(a: Annotated, t: number, base: number, excess: number, slopes: boolean): number {
  const { bounds, reward, gradient, top, share, logWeight } = a;
  const from = bounds[t];
  const size = bounds[t + 1] - from;
  let best = from;
  for (let i = 0; i < size; i++) {
    logWeight[i] = reward[from + i] - base - excess;
    if (reward[from + i] > reward[best]) best = from + i;
  }
  const logProbability = tieGroup(logWeight, size, top, slopes);
  let sum = 0;
  let pulls = 0;
  for (let i = 0; i < size; i++) {
    gradient[from + i] = -top[i];
    pulls += top[i];
  }
  a.restGradient[t] = pulls;

  const lead = Math.max(0, logWeight[best - from]);
  for (let i = 0; i < size; i++) sum += share[from + i] = Math.exp(logWeight[i] - lead);
  const rest = Math.exp(-lead);
  const whole = sum + rest;
  for (let i = 0; i < size; i++) share[from + i] /= whole;
  a.restShare[t] = rest / whole;
  top[from] = lead > 0 ? reward[best] : base;
  top[from + 1] = lead > 0 ? Math.log(whole) : excess + Math.log1p(sum);
  return 0 - logProbability;
}
