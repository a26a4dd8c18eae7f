import type { ExampleFacts } from './across/exampleFacts.ts';
import type { LocatedProblem } from './problem.ts';
import type { Reading } from './reading.ts';

/** Calls into the check worker thread (`checkWorker.ts`), over birpc. Stateless: the editor knows its documents, the worker only lines. */
export interface CheckCalls {
  /** [n] answers for [n] lines without line ends, in order. A few thousand at a time, so that an edit waits for no whole file. */
  check(lines: readonly string[], reading?: Reading): LineAnswer[];
}

export interface LineAnswer {
  readonly problems: readonly LocatedProblem[];
  /** Of each of its examples, for problems that several lines have together. */
  readonly facts: readonly ExampleFacts[];
  /** Whether the line looks like a ranking, broken or not; blank lines are undefined. See `isPreferenceDataset`. */
  readonly looksLikeRanking: boolean | undefined;
}
