import * as l10n from '@vscode/l10n';
import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import type { EvaluationEnd, EvaluationRequest } from './evaluation.ts';
import { unreadable } from './fileErrors.ts';
import type { Tally } from './tally.ts';

/** Its message quotes the dataset, or what a template made of it: it is for people to see, and not for the log. */
export class NothingScored extends UserError {}

/** Why a run that read everything has nothing to show; undefined when it scored something. */
export function nothingScored(
  request: EvaluationRequest,
  { counts, first }: Tally,
): NothingScored | undefined {
  if (counts.scored > 0) return undefined;
  if (counts.examples === 0) {
    const where = request.lines
      ? l10n.t('no record on line {0}', request.lines.join(', '))
      : l10n.t('no records');
    return new NothingScored(
      l10n.t('{0} holds {1}. Choose a file of rankings.', request.dataset, where),
      'data',
    );
  }
  const words = (status: 1 | 2 | 3) =>
    l10n.t('line {0}: {1}', String(first.get(status)?.line), String(first.get(status)?.reason));
  if (counts.failed > 0) {
    return new NothingScored(
      l10n.t(
        'No example could be scored ({0}). Choose models and settings that fit the data, then evaluate again.',
        words(Status.failed),
      ),
      'model',
    );
  }
  if (counts.noPreference > 0) {
    return new NothingScored(
      l10n.t(
        'No valid ranking of this file prefers one completion to another ({0}). Choose another file.',
        words(Status.noPreference),
      ),
      'data',
    );
  }
  return new NothingScored(
    l10n.t(
      'No line of this file is a valid ranking ({0}). Mend the file, or choose another.',
      words(Status.malformed),
    ),
    'data',
  );
}

/** What a run that could not go on tells. */
export function failure(
  thrown: unknown,
  dataset: string,
): Pick<EvaluationEnd, 'reason' | 'errorKind' | 'quotesDataset'> {
  const error = unreadable(dataset, thrown);
  if (error instanceof NothingScored)
    return { reason: error.message, errorKind: error.kind, quotesDataset: true };
  if (error instanceof UserError) return { reason: error.message, errorKind: error.kind };
  const words = error instanceof Error ? error.message : String(error);
  return {
    reason: l10n.t('Unexpected: {0}. The log has more; please report it.', words),
    errorKind: 'model',
  };
}
