import type { DerivedColumns, LogProbColumns } from '../extension/preference/columns.ts';
import {
  type FixedSummary,
  partsAtOtherBeta,
  type Summary,
  summaryParts,
} from '../extension/preference/summary.ts';
import { lazily } from './lazily.ts';

/** Summaries that follow a slider: what does not depend on beta, or is proportional to it, is computed once for the same columns. */
export interface Summaries {
  /** Read it before `derived` is computed for another beta. */
  at(columns: LogProbColumns, derived: DerivedColumns, beta: number): Summary;
}

export function summaries(): Summaries {
  let first:
    | { readonly columns: LogProbColumns; readonly beta: number; readonly fixed: FixedSummary }
    | undefined;
  return {
    at(columns, derived, beta) {
      if (first?.columns !== columns) first = { columns, beta, fixed: fixedSummary(columns, derived) };
      return lazily(partsAtOtherBeta(first.fixed, beta / first.beta, columns, derived));
    },
  };
}

function fixedSummary(columns: LogProbColumns, derived: DerivedColumns): FixedSummary {
  const parts = summaryParts(columns, derived);
  return {
    n: parts.n(),
    chance: parts.chance(),
    pairwiseAccuracy: parts.pairwiseAccuracy(),
    top1: parts.top1(),
    kendallTauB: parts.kendallTauB(),
    margin: parts.margin(),
    rewardByTier: parts.rewardByTier(),
  };
}
