import type { PageToken } from '../tokens/contract.ts';

/** What the results page asks of one example, beyond its texts. Rows are those of `runId`. */

export interface ScoredCompletion {
  /** [n] tokens whose log-probability counts. */
  readonly tokens: readonly PageToken[];
  /** [n] nats: log π(token | all before it). */
  readonly policy: Float64Array;
  readonly reference: Float64Array;
}

export interface TokenScores {
  /** [K] in file order. */
  readonly completions: readonly ScoredCompletion[];
  /** Models that are not those of the run any more: their files changed. */
  readonly changed: readonly ('policy' | 'reference')[];
}

/** Why something was not done, ending with the next step; `missing`: what a button offers. */
export interface Refusal {
  readonly error: string;
  readonly missing?: 'trust';
}

export interface ExampleCalls {
  /** Scores the completions token by token, with the run's models; how far it is is told by `tokenStep`. A second call ends the first. */
  tokenScores(runId: string, row: number): Promise<TokenScores | Refusal>;
  /** Ends `tokenScores`, which is then refused; the page has stopped waiting. */
  cancelTokenScores(): void;
  manageTrust(): void;
  /** Puts all that is known of the example, for this beta, on the clipboard as JSON. Undefined when it is there. */
  copyExample(runId: string, row: number, beta: number): Promise<Refusal | undefined>;
}

/** Step of `tokenScores`: 0 and 1 when the policy is loaded and scores, 2 and 3 for the reference. */
export type TokenStep = 0 | 1 | 2 | 3;
