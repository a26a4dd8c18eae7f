import { type Annotated, annotated } from './annotated.ts';
import { logFactorial } from './logFactorial.ts';
import { bestMargin, largestIsFirst } from './metrics.ts';
import { countPairs, type PairCounts, tauB } from './pairs.ts';
import { tieredLoss } from './tieredLoss.ts';

/** Facts of N examples with C completions in all; example e owns completions offsets[e]..offsets[e+1]. */
export interface LogProbColumns {
  /** [N + 1] */
  readonly offsets: Uint32Array;
  /** [C] annotated tier, 0 = best; below the number of the example's completions. */
  readonly tier: Uint16Array;
  /** [C] log pi_policy(y|x), nats; NaN where not scored. */
  readonly policyLogp: Float64Array;
  /** [C] log pi_ref(y|x), nats; NaN where not scored. */
  readonly referenceLogp: Float64Array;
  /** [C] completion tokens, 0 where unknown. */
  readonly tokens: Uint32Array;
}

/**
 * What follows from the facts for one beta; objective of Rafailov et al. (2023), appendix A.3. An example
 * counts when its `loss` is not NaN. One with a log-prob that is NaN or infinite has NaN in every column
 * but the rewards of its other completions; one with a single tier keeps only `reward` and `topProbability`.
 */
export interface DerivedColumns {
  /** [C] implicit reward beta * (policyLogp - referenceLogp), nats. */
  readonly reward: Float64Array;
  /** [C] softmax of the example's rewards. */
  readonly topProbability: Float64Array;
  /** [C] d loss / d policyLogp. */
  readonly gradient: Float64Array;
  /** [N] -log P(ranking), nats. */
  readonly loss: Float64Array;
  /** [N] loss with all rewards equal, nats. */
  readonly chance: Float64Array;
  /** [N] share of ordered pairs with the strictly larger reward on the better completion. */
  readonly pairwiseAccuracy: Float64Array;
  /** [N] NaN also where all rewards are equal. */
  readonly kendallTauB: Float64Array;
  /** [N] mean reward of the best tier minus mean reward of all others, nats. */
  readonly margin: Float64Array;
  /** [N] 1 yes, 0 no, 255 undefined. */
  readonly top1: Uint8Array;
}

/** `DerivedColumns.top1` of an example that does not count. */
export const undefinedTop1 = 255;

/**
 * Everything that follows from `columns` for `beta`. Writes into `reuse` and returns it when its sizes fit,
 * which saves a beta slider the allocation; every element is overwritten.
 * Throws RangeError when beta is not a positive number or a tier is out of range.
 */
export function derive(columns: LogProbColumns, beta: number, reuse?: DerivedColumns): DerivedColumns {
  if (!(beta > 0 && beta < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`beta must be a positive number, not ${beta}`);
  }
  const { offsets, tier, policyLogp, referenceLogp } = columns;
  const n = Math.max(0, offsets.length - 1);
  const out = derivedColumns(n, n === 0 ? 0 : offsets[n], reuse);
  const { reward, topProbability, gradient } = out;
  const a = annotated(largestExample(offsets));
  const starts = new Uint32Array(a.place.length + 1);
  const pairs: PairCounts = { ordered: 0, right: 0, wrong: 0, equalRewards: 0 };

  for (let e = 0; e < n; e++) {
    const from = offsets[e];
    const to = offsets[e + 1];
    let finite = to > from;
    for (let c = from; c < to; c++) {
      const value = beta * (policyLogp[c] - referenceLogp[c]);
      // x - x is 0 for finite x only.
      if (value - value === 0) reward[c] = value;
      else {
        reward[c] = Number.NaN;
        finite = false;
      }
    }
    if (!finite) {
      leaveOut(out, e, from, to);
      for (let c = from; c < to; c++) topProbability[c] = Number.NaN;
      continue;
    }

    if (!layOut(a, tier, reward, from, to - from, starts)) {
      throw new RangeError(`example ${e}: a tier is not below its ${to - from} completions`);
    }
    const loss = tieredLoss(a);
    for (let k = 0; k < a.count; k++) topProbability[from + a.place[k]] = a.top[k];
    if (a.tierCount < 2) {
      leaveOut(out, e, from, to);
      continue;
    }
    out.loss[e] = loss;
    for (let k = 0; k < a.count; k++) gradient[from + a.place[k]] = beta * a.gradient[k];
    out.chance[e] = chanceLoss(a);
    countPairs(a, pairs);
    out.pairwiseAccuracy[e] = pairs.right / pairs.ordered;
    out.kendallTauB[e] = tauB(pairs, a.count);
    out.margin[e] = bestMargin(a);
    out.top1[e] = largestIsFirst(a) ? 1 : 0;
  }
  return out;
}

/** Counting sort of one example by tier, empty tiers skipped; false when a tier is out of range. `starts` is scratch, [capacity + 1]. */
export function layOut(
  a: Annotated,
  tier: Uint16Array,
  reward: Float64Array,
  from: number,
  count: number,
  starts: Uint32Array,
): boolean {
  for (let t = 0; t <= count; t++) starts[t] = 0;
  for (let i = 0; i < count; i++) {
    const t = tier[from + i];
    if (t >= count) return false;
    starts[t]++;
  }
  let next = 0;
  let tiers = 0;
  for (let t = 0; t < count; t++) {
    const size = starts[t];
    starts[t] = next;
    next += size;
    if (size > 0) a.bounds[++tiers] = next;
  }
  for (let i = 0; i < count; i++) {
    const k = starts[tier[from + i]]++;
    a.place[k] = i;
    a.reward[k] = reward[from + i];
  }
  a.count = count;
  a.tierCount = tiers;
  return true;
}

/** Loss with all rewards equal, nats. */
export function chanceLoss({ count, tierCount, bounds }: Annotated): number {
  let chance = logFactorial(count);
  if (tierCount < count) {
    for (let t = 0; t < tierCount; t++) chance -= logFactorial(bounds[t + 1] - bounds[t]);
  }
  return chance;
}

function leaveOut(out: DerivedColumns, e: number, from: number, to: number): void {
  for (let c = from; c < to; c++) out.gradient[c] = Number.NaN;
  out.loss[e] = Number.NaN;
  out.chance[e] = Number.NaN;
  out.pairwiseAccuracy[e] = Number.NaN;
  out.kendallTauB[e] = Number.NaN;
  out.margin[e] = Number.NaN;
  out.top1[e] = undefinedTop1;
}

/** Completions of the largest example, 1 where there is none. */
export function largestExample(offsets: Uint32Array): number {
  let largest = 1;
  for (let e = 1; e < offsets.length; e++) largest = Math.max(largest, offsets[e] - offsets[e - 1]);
  return largest;
}

function derivedColumns(n: number, completions: number, reuse: DerivedColumns | undefined): DerivedColumns {
  if (reuse && reuse.loss.length === n && reuse.reward.length === completions) return reuse;
  return {
    reward: new Float64Array(completions),
    topProbability: new Float64Array(completions),
    gradient: new Float64Array(completions),
    loss: new Float64Array(n),
    chance: new Float64Array(n),
    pairwiseAccuracy: new Float64Array(n),
    kendallTauB: new Float64Array(n),
    margin: new Float64Array(n),
    top1: new Uint8Array(n),
  };
}
