import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { LoadedModel } from '../model/contract.ts';
import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import type { RunRecord } from './evaluation.ts';
import type { RowFacts } from './rowsBuilder.ts';
import type { StoredRun } from './stored/readRun.ts';
import { factsOf } from './stored/rowFacts.ts';

/** Rows of an earlier part of a run by `exampleHash` of their record, wherever it stands now. */
export interface KeptRows {
  has(hash: string): boolean;
  get(hash: string): RowFacts | undefined;
}

/** What failed is tried again, and is not among them. */
export function keptRows(stored: StoredRun | undefined): KeptRows {
  const rowOf = new Map<string, number>();
  stored?.rows.hash.forEach((hash, row) => {
    if (stored.rows.status[row] !== Status.failed) rowOf.set(hash, row);
  });
  return {
    has: (hash) => rowOf.has(hash),
    get(hash) {
      const row = rowOf.get(hash);
      return row === undefined || !stored ? undefined : factsOf(stored, row);
    },
  };
}

type Content = Pick<LoadedModel, 'fingerprint'>;
type Identity = Pick<RunRecord, 'request'> & { readonly policy?: Content; readonly reference?: Content };

/** Numbers of another model, or of other settings, must never stand in one run. Undefined when all is as it was. */
function whatChanged(before: Identity, now: Identity): string | undefined {
  if (before.policy?.fingerprint !== now.policy?.fingerprint) return l10n.t('The policy');
  if (before.reference?.fingerprint !== now.reference?.fingerprint) return l10n.t('The reference');
  // Neither moves a log-probability by more than rounding.
  const { provider: _before, batchTokens: _b, ...scoringBefore } = before.request.scoring;
  const { provider: _now, batchTokens: _n, ...scoringNow } = now.request.scoring;
  if (!isDeepStrictEqual(scoringBefore, scoringNow)) return l10n.t('A tokenization setting');
  // Runs from before readings were kept were read as their records say.
  return isDeepStrictEqual(before.request.reading ?? {}, now.request.reading ?? {})
    ? undefined
    : l10n.t('The format by which the file is read');
}

/** UserError when a run that was begun before cannot be continued with what is there now. */
export function assertSame(before: RunRecord | undefined, now: Identity): void {
  const changed = before && whatChanged(before, now);
  if (!changed) return;
  throw new UserError(
    l10n.t(
      '{0} changed since this run was started ({1}), so its log-probabilities cannot be continued. Evaluate again to start a new run.',
      changed,
      before.startedAt,
    ),
    'model',
  );
}
