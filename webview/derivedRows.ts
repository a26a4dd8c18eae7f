import { type DerivedColumns, derive, type LogProbColumns } from '../extension/preference/columns.ts';
import { lossesAt, type Ranked, rankedColumns } from '../extension/preference/ranked.ts';
import { growable } from './growable.ts';
import { lazily } from './lazily.ts';

/** Derived columns that follow a growing run: only new rows are laid out, and another beta costs the loss alone. */
export interface DerivedRows {
  /** Columns that are not read are not computed; those of a former call hold other numbers after this one. */
  at(columns: LogProbColumns, beta: number): DerivedColumns;
}

export function derivedRows(): DerivedRows {
  let kept = emptyRanked();
  let ranked = views(kept);
  let loss = new Float64Array(0);
  return {
    at(columns, beta) {
      const n = columns.offsets.length - 1;
      if (ranked.chance.length > n) {
        kept = emptyRanked();
        ranked = views(kept);
      }
      const known = ranked.chance.length;
      if (n > known) {
        append(kept, rankedColumns(part(columns, known, n)));
        ranked = views(kept);
      }
      if (loss.length !== n) loss = new Float64Array(n);
      lossesAt(ranked, beta, loss);
      const { chance, pairwiseAccuracy, kendallTauB, top1, margin: unit } = ranked;
      let whole: DerivedColumns | undefined;
      // Only few rows of these are shown: see `derivedOfRow`.
      const all = () => {
        whole ??= derive(columns, beta);
        return whole;
      };
      return lazily<DerivedColumns>({
        reward: () => rewardsAt(columns, beta),
        topProbability: () => all().topProbability,
        gradient: () => all().gradient,
        loss: () => loss,
        margin: () => scaled(unit, beta),
        chance: () => chance,
        pairwiseAccuracy: () => pairwiseAccuracy,
        kendallTauB: () => kendallTauB,
        top1: () => top1,
      });
    },
  };
}

/** Derived columns of one row alone. */
export function derivedOfRow(columns: LogProbColumns, row: number, beta: number): DerivedColumns {
  return derive(part(columns, row, row + 1), beta);
}

/** Rows first..end - 1 as columns of their own. */
export function part(columns: LogProbColumns, first: number, end: number): LogProbColumns {
  const from = columns.offsets[first];
  const to = columns.offsets[end];
  const offsets = columns.offsets.subarray(first, end + 1);
  return {
    offsets: from === 0 ? offsets : offsets.map((offset) => offset - from),
    tier: columns.tier.subarray(from, to),
    policyLogp: columns.policyLogp.subarray(from, to),
    referenceLogp: columns.referenceLogp.subarray(from, to),
    tokens: columns.tokens.subarray(from, to),
  };
}

/** A loop, as `map` takes six times as long. */
function scaled(values: Float64Array, by: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = by * values[i];
  return out;
}

/** As in `derive`: NaN where a log-prob is not finite. */
function rewardsAt({ policyLogp, referenceLogp }: LogProbColumns, beta: number): Float64Array {
  const out = new Float64Array(policyLogp.length);
  for (let c = 0; c < out.length; c++) {
    const value = beta * (policyLogp[c] - referenceLogp[c]);
    out[c] = value - value === 0 ? value : Number.NaN;
  }
  return out;
}

const doubles = () => growable((n) => new Float64Array(n));
const integers = () => growable((n) => new Uint32Array(n));
const emptyRanked = () => ({
  example: integers(),
  starts: integers(),
  ratio: doubles(),
  tier: growable((n) => new Uint16Array(n)),
  last: doubles(),
  chance: doubles(),
  pairwiseAccuracy: doubles(),
  kendallTauB: doubles(),
  top1: growable((n) => new Uint8Array(n)),
  margin: doubles(),
});
type Kept = ReturnType<typeof emptyRanked>;

function append(kept: Kept, ranked: Ranked): void {
  const examples = kept.example.length;
  const completions = kept.ratio.length;
  kept.example.append(examples === 0 ? ranked.example : ranked.example.map((e) => e + examples));
  kept.starts.append(examples === 0 ? ranked.starts : ranked.starts.subarray(1).map((c) => c + completions));
  kept.ratio.append(ranked.ratio);
  kept.tier.append(ranked.tier);
  kept.last.append(ranked.last);
  kept.chance.append(ranked.chance);
  kept.pairwiseAccuracy.append(ranked.pairwiseAccuracy);
  kept.kendallTauB.append(ranked.kendallTauB);
  kept.top1.append(ranked.top1);
  kept.margin.append(ranked.margin);
}

const views = (kept: Kept): Ranked => ({
  example: kept.example.view(),
  starts: kept.starts.view(),
  ratio: kept.ratio.view(),
  tier: kept.tier.view(),
  last: kept.last.view(),
  chance: kept.chance.view(),
  pairwiseAccuracy: kept.pairwiseAccuracy.view(),
  kendallTauB: kept.kendallTauB.view(),
  top1: kept.top1.view(),
  margin: kept.margin.view(),
});
