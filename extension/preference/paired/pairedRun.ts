import type { Ranked } from '../ranked.ts';

/** One of several runs, over the N examples that any of them has, in one order for all; C completions in all. */
export interface PairedRun {
  /** [N + 1]; an example that the run does not have, or could not read, has no completions. */
  readonly offsets: Uint32Array;
  /** [N] 1-based line in the run's file; 0 = the run does not have the example. */
  readonly line: Uint32Array;
  /** [N] StatusCode, or `notThere`. */
  readonly status: Uint8Array;
  /** [N] Runs with the same number have the example in the very same record, so the same completions in the same order. */
  readonly variant: Uint8Array;
  /** [N] Runs with the same number have the same annotated ranking of it. */
  readonly label: Uint8Array;
  /** The rankings under the run's own annotation, without their chance levels; nothing of examples that are not `ok`. */
  readonly ranked: Ranked;
}

/** Status of an example that a run does not have. */
export const notThere = 255;

/** How many of the examples each run has, and what became of them. */
export interface RunPresence {
  readonly there: number;
  readonly scored: number;
  /** Scored, in every other run too. */
  readonly scoredInAll: number;
  /** In no other run. */
  readonly onlyHere: number;
  /** In another run, not in this one. */
  readonly missing: number;
  /** Not scored here, though another run scored it. */
  readonly failedHere: number;
}

/** [runs] */
export function presence(runs: readonly Pick<PairedRun, 'status'>[]): RunPresence[] {
  const out = runs.map(() => ({
    there: 0,
    scored: 0,
    scoredInAll: 0,
    onlyHere: 0,
    missing: 0,
    failedHere: 0,
  }));
  const n = runs[0]?.status.length ?? 0;
  for (let e = 0; e < n; e++) {
    let there = 0;
    let scored = 0;
    for (const { status } of runs) {
      there += Number(status[e] !== notThere);
      scored += Number(status[e] === 0);
    }
    for (let r = 0; r < runs.length; r++) {
      const status = runs[r].status[e];
      const one = out[r];
      if (status === notThere) {
        one.missing++;
        continue;
      }
      one.there++;
      if (there === 1) one.onlyHere++;
      if (status === 0) one.scored++;
      else if (scored > 0) one.failedHere++;
      if (scored === runs.length) one.scoredInAll++;
    }
  }
  return out;
}
