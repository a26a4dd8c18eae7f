import type { Place } from './example.ts';

export type Severity = 'error' | 'warning' | 'information';

/**
 * A defect as data: no sentence, no range. `problems.ts` gives code, severity and words; `locate.ts` the range.
 * `at` is a place in the record, or a span of the line where the record cannot be parsed or a key is meant.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly at: Place | Span;
  /** What the sentence needs: numbers, short names, never whole texts. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/** UTF-16 units in the line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Stable: they stand in settings, suppressions and other people's CI. */
export type ProblemCode = string;

/** A change that certainly mends a problem. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly (Span & { readonly text: string })[];
  /** Instead of edits: the line goes, with its line end. */
  readonly removesLine?: true;
}

/** A problem with its words and its place, for editor and CLI. */
export interface LocatedProblem extends Span {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** 1-based line of the other record that it is about. */
  readonly other?: number;
}
