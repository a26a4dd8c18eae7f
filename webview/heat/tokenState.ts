import { signal } from '@preact/signals';
import type { Refusal, TokenScores, TokenStep } from '../detail/contract.ts';

/** What became of asking for an example's tokens. Absent: nobody asked. */
export type Scoring =
  | { readonly state: 'scoring'; readonly step: TokenStep | undefined }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'scored'; readonly scores: TokenScores };

const known = signal<ReadonlyMap<string, Scoring>>(new Map());
const keyOf = (runId: string, row: number) => `${runId} ${row}`;

export function scoringOf(runId: string | undefined, row: number): Scoring | undefined {
  return runId === undefined ? undefined : known.value.get(keyOf(runId, row));
}

export function putScoring(runId: string, row: number, scoring: Scoring | undefined): void {
  const next = new Map(known.value);
  const key = keyOf(runId, row);
  // Rows of another run have other indices; of two that are asked for the host ends the first.
  for (const [other, { state }] of next)
    if (!other.startsWith(`${runId} `) || state === 'scoring') next.delete(other);
  if (scoring) next.set(key, scoring);
  else next.delete(key);
  known.value = next;
}

export function toldStep(runId: string | undefined, row: number, step: TokenStep): void {
  if (runId !== undefined && scoringOf(runId, row)?.state === 'scoring')
    putScoring(runId, row, { state: 'scoring', step });
}
