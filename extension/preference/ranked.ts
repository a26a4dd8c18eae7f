import { annotated } from './annotated.ts';
import { chanceLoss, type LogProbColumns, largestExample, layOut, undefinedTop1 } from './columns.ts';
import { bestMargin, largestIsFirst } from './metrics.ts';
import { countPairs, type PairCounts, tauB } from './pairs.ts';
import { tieredLoss } from './tieredLoss.ts';

/** What does not depend on beta, and the facts laid out so that another beta is one short loop (`lossesAt`). */
export interface Ranked {
  /** [C] log-ratios policyLogp - referenceLogp, nats, of each example in annotated order. */
  readonly ratio: Float64Array;
  /** [C] tiers in the same order. */
  readonly tier: Uint16Array;
  /** [N] 1: every tier is one completion. */
  readonly strict: Uint8Array;
  /** [N] as in `DerivedColumns`. */
  readonly chance: Float64Array;
  readonly pairwiseAccuracy: Float64Array;
  readonly kendallTauB: Float64Array;
  readonly top1: Uint8Array;
}

/** Throws RangeError when a tier is out of range. */
export function rankedColumns({ offsets, tier, policyLogp, referenceLogp }: LogProbColumns): Ranked {
  const n = Math.max(0, offsets.length - 1);
  const completions = n === 0 ? 0 : offsets[n];
  const ratios = new Float64Array(completions);
  for (let c = 0; c < completions; c++) ratios[c] = policyLogp[c] - referenceLogp[c];
  const out: Ranked = {
    ratio: ratios,
    tier: new Uint16Array(completions),
    strict: new Uint8Array(n),
    chance: new Float64Array(n).fill(Number.NaN),
    pairwiseAccuracy: new Float64Array(n).fill(Number.NaN),
    kendallTauB: new Float64Array(n).fill(Number.NaN),
    top1: new Uint8Array(n).fill(undefinedTop1),
  };
  const a = annotated(largestExample(offsets));
  const starts = new Uint32Array(a.place.length + 1);
  const pairs: PairCounts = { ordered: 0, right: 0, wrong: 0, equalRewards: 0 };
  for (let e = 0; e < n; e++) {
    const from = offsets[e];
    const to = offsets[e + 1];
    if (from === to) continue;
    if (!layOut(a, tier, ratios, from, to - from, starts))
      throw new RangeError(`example ${e}: a tier is not below its ${to - from} completions`);
    let finite = true;
    for (let k = 0; k < a.count; k++) {
      const value = a.reward[k];
      // x - x is 0 for finite x only.
      finite = finite && value - value === 0;
      out.ratio[from + k] = value;
      out.tier[from + k] = tier[from + a.place[k]];
    }
    if (!finite || a.tierCount < 2) continue;
    out.strict[e] = a.tierCount === a.count ? 1 : 0;
    out.chance[e] = chanceLoss(a);
    countPairs(a, pairs);
    out.pairwiseAccuracy[e] = pairs.right / pairs.ordered;
    out.kendallTauB[e] = tauB(pairs, a.count);
    out.top1[e] = largestIsFirst(a) ? 1 : 0;
  }
  return out;
}

/** Writes the columns `loss` and `margin` for a beta, to the same numbers as `derive`. */
export function lossesAt(
  offsets: Uint32Array,
  { ratio, tier, strict, top1 }: Ranked,
  beta: number,
  { loss, margin }: { readonly loss: Float64Array; readonly margin: Float64Array },
): void {
  const a = annotated(largestExample(offsets));
  const { reward, bounds } = a;
  for (let e = 0; e < loss.length; e++) {
    if (top1[e] === undefinedTop1) {
      loss[e] = Number.NaN;
      margin[e] = Number.NaN;
      continue;
    }
    const from = offsets[e];
    const count = offsets[e + 1] - from;
    for (let k = 0; k < count; k++) reward[k] = beta * ratio[from + k];
    a.count = count;
    if (strict[e] === 1) {
      a.tierCount = count;
      for (let t = 1; t <= count; t++) bounds[t] = t;
    } else {
      let tiers = 1;
      for (let k = 1; k < count; k++) if (tier[from + k] !== tier[from + k - 1]) bounds[tiers++] = k;
      bounds[tiers] = count;
      a.tierCount = tiers;
    }
    loss[e] = tieredLoss(a, false);
    margin[e] = bestMargin(a);
  }
}
