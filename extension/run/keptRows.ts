import { Status } from '../preference/rows.ts';
import type { RunRecord } from './evaluation.ts';
import type { RowFacts } from './rowsBuilder.ts';

/** Rows of an earlier part of a run by the text of their line, wherever it stands now. What failed is tried again. */
export function keptRows(rows: readonly RowFacts[]): Map<string, RowFacts> {
  return new Map(rows.filter(({ status }) => status !== Status.failed).map((row) => [row.hash, row]));
}

type Identity = Pick<RunRecord, 'policy' | 'reference' | 'request'>;

/** Numbers of another model, or of other settings, must never stand in one run. */
export function changedModel(before: Identity, now: Identity): boolean {
  const { provider: _before, batchTokens: _b, ...scoringBefore } = before.request.scoring;
  const { provider: _now, batchTokens: _n, ...scoringNow } = now.request.scoring;
  return (
    before.policy?.fingerprint !== now.policy?.fingerprint ||
    before.reference?.fingerprint !== now.reference?.fingerprint ||
    JSON.stringify(scoringBefore) !== JSON.stringify(scoringNow)
  );
}
