import { type Decision, sameDecision, undecided } from '../preference/decision.ts';
import type { KeptDecision } from './decisionLine.ts';

/** An example that may have been judged: its `exampleHash`, and its 1-based line now. */
export interface Judged {
  readonly hash: string;
  readonly line: number;
}

export interface Matched<T extends Judged> {
  readonly found: ReadonlyMap<T, KeptDecision>;
  /** Decisions whose text stands nowhere any more, though they were never applied. */
  readonly lost: readonly KeptDecision[];
}

/**
 * Which example each decision is about: the one with its text, and among twins the nearest to the line where it stood. `log`
 * is in the order of writing; the last of an example counts, and those that were taken back are gone.
 */
export function matchDecisions<T extends Judged>(
  log: readonly KeptDecision[],
  examples: Iterable<T>,
): Matched<T> {
  const latest = new Map<string, Map<number, KeptDecision>>();
  for (const decision of log) {
    const ofText = latest.get(decision.hash) ?? new Map<number, KeptDecision>();
    // Taken out first, so that the later one also stands later.
    ofText.delete(decision.line);
    latest.set(decision.hash, ofText.set(decision.line, decision));
  }
  const places = new Map<string, T[]>();
  for (const example of examples)
    if (latest.has(example.hash)) places.set(example.hash, [...(places.get(example.hash) ?? []), example]);
  const found = new Map<T, KeptDecision>();
  const lost: KeptDecision[] = [];
  for (const [hash, ofText] of latest) {
    const twins = places.get(hash);
    for (const decision of ofText.values()) {
      const place = twins && nearest(twins, decision.line);
      if (place) found.set(place, decision);
      else if (!isNothing(decision) && !decision.applied) lost.push(decision);
    }
  }
  for (const [place, decision] of found) if (isNothing(decision)) found.delete(place);
  return { found, lost };
}

/** Whether nothing is left of it: it was taken back. */
function isNothing(decision: Decision): boolean {
  return sameDecision(decision, undecided);
}

function nearest<T extends Judged>(twins: readonly T[], line: number): T {
  return twins.reduce((best, twin) =>
    Math.abs(twin.line - line) < Math.abs(best.line - line) ? twin : best,
  );
}
