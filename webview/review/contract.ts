import type { Decision } from '../../extension/preference/decision.ts';

/** What the host knows of labels, beside the rows. Rows are those of the run that the page shows. */
export interface ReviewFacts {
  readonly decisions: readonly { readonly row: number; readonly decision: Decision }[];
  /** 1-based lines of decisions whose text stands in no row any more. */
  readonly lost: readonly number[];
  /** Of runs with other models: [N] place of each row, 0 = most suspect, 1 = least; NaN where that run has no say. */
  readonly places: readonly Float64Array[];
}

/** What the page asks of the host in a review. */
export interface ReviewCalls {
  review(): Promise<ReviewFacts | { readonly error: string }>;
  /** Keeps a decision, or that one was taken back. `runId` as in `RunState`: a late one must not meet another run's rows. */
  decide(runId: string, row: number, decision: Decision): void;
  applyDecisions(): void;
}
