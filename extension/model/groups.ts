import type { Sequence } from './contract.ts';

/** An example's distinct sequences: equal ones are scored once. */
export interface Group {
  readonly sequences: readonly Sequence[];
  /** [K] index in `sequences` of each completion's. */
  readonly indexOf: readonly number[];
}

export function groupOf(all: readonly Sequence[]): Group {
  const sequences: Sequence[] = [];
  const indexOf = all.map((sequence) => {
    const known = sequences.findIndex((other) => isSame(other, sequence));
    return known >= 0 ? known : sequences.push(sequence) - 1;
  });
  return { sequences, indexOf };
}

function isSame(a: Sequence, b: Sequence): boolean {
  return (
    a.promptLength === b.promptLength &&
    a.ids.length === b.ids.length &&
    sharedStart(a.ids, b.ids) === a.ids.length
  );
}

/** Tokens that two sequences begin with alike, counted from `from`, up to which they are known to be alike. */
export function sharedStart(a: Int32Array, b: Int32Array, from = 0): number {
  const end = Math.min(a.length, b.length);
  let i = from;
  while (i < end && a[i] === b[i]) i++;
  return i;
}

/** Position of the first token that is scored: the first of the completion, but never the first of all, which follows nothing. */
export function firstScored({ promptLength }: Sequence): number {
  return Math.max(1, promptLength);
}

/** Tokens whose log-probabilities are wanted. */
export function scoredTokens(sequence: Sequence): number {
  return sequence.ids.length - firstScored(sequence);
}
