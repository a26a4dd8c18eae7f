import { type Annotated, annotated } from './annotated.ts';
import { chanceLoss, type LogProbColumns, largestExample, layOut, undefinedTop1 } from './columns.ts';
import { fastExp } from './fastExp.ts';
import { bestMargin, largestIsFirst } from './metrics.ts';
import { countPairs, type PairCounts, tauB } from './pairs.ts';
import { plainLoss } from './plainLoss.ts';
import { stagesLoss } from './tieredLoss.ts';

/**
 * What does not depend on beta, and the facts laid out so that another beta is one short loop (`lossesAt`): the examples
 * stand grouped by their number of completions and their ties, since a loop that always turns the same way takes half
 * the time.
 */
export interface Ranked {
  /** [N] index of the example at each place. */
  readonly example: Uint32Array;
  /** [N + 1] the example at place i owns the completions starts[i]..starts[i + 1] of `ratio` and `tier`. */
  readonly starts: Uint32Array;
  /** [C] log-ratios policyLogp - referenceLogp, nats, of each example in annotated order, over that of its last place. */
  readonly ratio: Float64Array;
  /** [C] tiers in the same order. */
  readonly tier: Uint16Array;
  /** [N] by example: the log-ratio of its last place, nats. */
  readonly last: Float64Array;
  /** [N] by example, as in `DerivedColumns`. */
  readonly chance: Float64Array;
  readonly pairwiseAccuracy: Float64Array;
  readonly kendallTauB: Float64Array;
  readonly top1: Uint8Array;
  /** [N] by example: the margin at beta 1, nats. */
  readonly margin: Float64Array;
}

/** Throws RangeError when a tier is out of range. */
export function rankedColumns(columns: LogProbColumns): Ranked {
  const n = Math.max(0, columns.offsets.length - 1);
  const completions = n === 0 ? 0 : columns.offsets[n];
  const out: Ranked = {
    example: new Uint32Array(n),
    starts: new Uint32Array(n + 1),
    ratio: new Float64Array(completions),
    tier: new Uint16Array(completions),
    last: new Float64Array(n).fill(Number.NaN),
    chance: new Float64Array(n).fill(Number.NaN),
    pairwiseAccuracy: new Float64Array(n).fill(Number.NaN),
    kendallTauB: new Float64Array(n).fill(Number.NaN),
    top1: new Uint8Array(n).fill(undefinedTop1),
    margin: new Float64Array(n).fill(Number.NaN),
  };
  group(columns.offsets, layOutAll(columns, n, out), out);
  return out;
}

/** Examples whose weights are computed at a time: few enough that they are still at hand when they are read. */
const examplesAtOnce = 1024;

/**
 * Writes the column `loss` for a beta: the numbers of `derive`, but for rounding. Of the examples at places from..to - 1 alone where
 * these are given, so that a page can do it piece by piece.
 */
export function lossesAt(ranked: Ranked, beta: number, loss: Float64Array, from = 0, to = loss.length): void {
  const { example, starts, ratio, tier, top1 } = ranked;
  let weight = new Float64Array(4 * examplesAtOnce);
  let a: Annotated | undefined;
  for (let first = from; first < to; first += examplesAtOnce) {
    const end = Math.min(to, first + examplesAtOnce);
    const c = starts[first];
    if (starts[end] - c > weight.length) weight = new Float64Array(starts[end] - c);
    weigh(ratio.subarray(c, starts[end]), beta, weight);
    const tiers = tier.subarray(c, starts[end]);
    for (let i = first; i < end; i++) {
      const e = example[i];
      if (top1[e] === undefinedTop1) {
        loss[e] = Number.NaN;
        continue;
      }
      const plain = plainLoss(weight, tiers, starts[i] - c, starts[i + 1] - c);
      if (plain < Number.POSITIVE_INFINITY) loss[e] = plain;
      else {
        a ??= annotated(largestExample(starts));
        arrangePlace(a, ratio, tier, starts[i], starts[i + 1], beta);
        loss[e] = stagesLoss(a, false);
      }
    }
  }
}

/** Loss of the example at one place, nats; NaN where it was not scored. */
export function lossAtPlace(
  { example, starts, ratio, tier, top1 }: Ranked,
  place: number,
  beta: number,
): number {
  if (top1[example[place]] === undefinedTop1) return Number.NaN;
  const [from, to] = [starts[place], starts[place + 1]];
  const weight = new Float64Array(to - from);
  weigh(ratio.subarray(from, to), beta, weight);
  const plain = plainLoss(weight, tier.subarray(from, to), 0, to - from);
  if (plain < Number.POSITIVE_INFINITY) return plain;
  const a = annotated(to - from);
  arrangePlace(a, ratio, tier, from, to, beta);
  return stagesLoss(a, false);
}

/** [N] place of each example. */
export function placesOf({ example }: Pick<Ranked, 'example'>): Uint32Array {
  const places = new Uint32Array(example.length);
  for (let i = 0; i < example.length; i++) places[example[i]] = i;
  return places;
}

/** Beyond it plain weights do not do; `fastExp` does to 350. */
export const farthest = 300;

/** Plain weights for a beta; Infinity where they are too far apart. */
function weigh(ratio: Float64Array, beta: number, weight: Float64Array): void {
  for (let k = 0; k < ratio.length; k++) {
    const above = beta * ratio[k];
    // Every last place is 0: one in four needs no exponential.
    if (above === 0) weight[k] = 1;
    else weight[k] = above < farthest && above > -farthest ? fastExp(above) : Number.POSITIVE_INFINITY;
  }
}

/** Shape of an example with more completions than the mask has room for; 0 is one that does not count. */
const large = 1;
const widestMask = 8;

interface LaidOut {
  /** [C] as in `Ranked`, but every example at its own place. */
  readonly ratio: Float64Array;
  readonly tier: Uint16Array;
  /** [N] below 256: a leading 1, then for each completion but the first whether it begins a tier. */
  readonly shape: Uint8Array;
}

/** Every example in annotated order; fills the columns of `stats`. */
function layOutAll(
  { offsets, tier, policyLogp, referenceLogp }: LogProbColumns,
  n: number,
  stats: Pick<Ranked, 'last' | 'chance' | 'pairwiseAccuracy' | 'kendallTauB' | 'top1' | 'margin'>,
): LaidOut {
  const ratios = new Float64Array(policyLogp.length);
  for (let c = 0; c < ratios.length; c++) ratios[c] = policyLogp[c] - referenceLogp[c];
  const out: LaidOut = { ratio: ratios, tier: new Uint16Array(ratios.length), shape: new Uint8Array(n) };
  const a = annotated(largestExample(offsets));
  const scratch = new Uint32Array(a.place.length + 1);
  const pairs: PairCounts = { ordered: 0, right: 0, wrong: 0, equalRewards: 0 };
  for (let e = 0; e < n; e++) {
    const from = offsets[e];
    const count = offsets[e + 1] - from;
    if (count === 0) continue;
    if (!layOut(a, tier, ratios, from, count, scratch))
      throw new RangeError(`example ${e}: a tier is not below its ${count} completions`);
    const last = a.reward[count - 1];
    let finite = true;
    let mask = 1;
    for (let k = 0; k < count; k++) {
      const value = a.reward[k];
      // x - x is 0 for finite x only.
      finite = finite && value - value === 0;
      out.ratio[from + k] = value - last;
      out.tier[from + k] = tier[from + a.place[k]];
      if (k > 0) mask = (mask << 1) | Number(out.tier[from + k] !== out.tier[from + k - 1]);
    }
    if (!finite || a.tierCount < 2) continue;
    out.shape[e] = count > widestMask ? large : mask;
    stats.last[e] = last;
    stats.chance[e] = chanceLoss(a);
    countPairs(a, pairs);
    stats.pairwiseAccuracy[e] = pairs.right / pairs.ordered;
    stats.kendallTauB[e] = tauB(pairs, count);
    stats.top1[e] = largestIsFirst(a) ? 1 : 0;
    stats.margin[e] = bestMargin(a);
  }
  return out;
}

/** Fills the places of `out`, by shape and then in the examples' own order: a counting sort. */
function group(
  offsets: Uint32Array,
  { ratio, tier, shape }: LaidOut,
  out: Pick<Ranked, 'example' | 'starts' | 'ratio' | 'tier'>,
): void {
  const place = new Uint32Array(257);
  const completion = new Uint32Array(257);
  for (let e = 0; e < shape.length; e++) {
    place[shape[e] + 1]++;
    completion[shape[e] + 1] += offsets[e + 1] - offsets[e];
  }
  for (let s = 0; s < 256; s++) {
    place[s + 1] += place[s];
    completion[s + 1] += completion[s];
  }
  for (let e = 0; e < shape.length; e++) {
    const s = shape[e];
    const i = place[s]++;
    let to = completion[s];
    out.example[i] = e;
    out.starts[i] = to;
    for (let c = offsets[e]; c < offsets[e + 1]; c++, to++) {
      out.ratio[to] = ratio[c];
      out.tier[to] = tier[c];
    }
    completion[s] = to;
  }
  out.starts[shape.length] = ratio.length;
}

/** An example of the columns, with rewards for a beta. */
function arrangePlace(
  a: Annotated,
  ratio: Float64Array,
  tier: Uint16Array,
  from: number,
  to: number,
  beta: number,
): void {
  a.count = to - from;
  a.tierCount = 0;
  for (let k = 0; k < a.count; k++) {
    a.reward[k] = beta * ratio[from + k];
    if (k > 0 && tier[from + k] !== tier[from + k - 1]) a.bounds[++a.tierCount] = k;
  }
  a.bounds[++a.tierCount] = a.count;
}
