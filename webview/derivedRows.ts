import { type DerivedColumns, derive, type LogProbColumns } from '../extension/preference/columns.ts';
import { growable } from './growable.ts';

/** Derived columns that follow a growing run: for the same beta only new rows are computed. */
export interface DerivedRows {
  at(columns: LogProbColumns, beta: number): DerivedColumns;
}

export function derivedRows(): DerivedRows {
  let kept = emptyColumns();
  let keptBeta = Number.NaN;
  return {
    at(columns, beta) {
      const n = columns.offsets.length - 1;
      if (kept.loss.length > n) kept = emptyColumns();
      const known = kept.loss.length;
      if (beta !== keptBeta && known > 0) derive(part(columns, 0, known), beta, views(kept));
      keptBeta = beta;
      if (n > known) append(kept, derive(part(columns, known, n), beta));
      return views(kept);
    },
  };
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

const doubles = () => growable((n) => new Float64Array(n));
const emptyColumns = () => ({
  reward: doubles(),
  topProbability: doubles(),
  gradient: doubles(),
  loss: doubles(),
  chance: doubles(),
  pairwiseAccuracy: doubles(),
  kendallTauB: doubles(),
  margin: doubles(),
  top1: growable((n) => new Uint8Array(n)),
});
type Kept = ReturnType<typeof emptyColumns>;

function append(kept: Kept, derived: DerivedColumns): void {
  kept.reward.append(derived.reward);
  kept.topProbability.append(derived.topProbability);
  kept.gradient.append(derived.gradient);
  kept.loss.append(derived.loss);
  kept.chance.append(derived.chance);
  kept.pairwiseAccuracy.append(derived.pairwiseAccuracy);
  kept.kendallTauB.append(derived.kendallTauB);
  kept.margin.append(derived.margin);
  kept.top1.append(derived.top1);
}

const views = (kept: Kept): DerivedColumns => ({
  reward: kept.reward.view(),
  topProbability: kept.topProbability.view(),
  gradient: kept.gradient.view(),
  loss: kept.loss.view(),
  chance: kept.chance.view(),
  pairwiseAccuracy: kept.pairwiseAccuracy.view(),
  kendallTauB: kept.kendallTauB.view(),
  margin: kept.margin.view(),
  top1: kept.top1.view(),
});
