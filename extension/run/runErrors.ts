import { Status } from '../preference/rows.ts';
import { UserError } from '../userError.ts';
import type { EvaluationEnd, EvaluationRequest } from './evaluation.ts';
import { unreadable } from './fileErrors.ts';
import type { Tally } from './tally.ts';

/** Why a run that read everything has nothing to show; undefined when it scored something. */
export function nothingScored(request: EvaluationRequest, { counts, first }: Tally): UserError | undefined {
  if (counts.scored > 0) return undefined;
  if (counts.examples === 0) {
    const where = request.lines ? `no record on line ${request.lines.join(', ')}` : 'no records';
    return new UserError(`${request.dataset} holds ${where}. Choose a file of rankings.`, 'data');
  }
  const words = (status: 1 | 2 | 3) => `line ${first.get(status)?.line}: ${first.get(status)?.reason}`;
  if (counts.failed > 0) {
    return new UserError(
      `No example could be scored (${words(Status.failed)}). Choose models and settings that fit the data, then evaluate again.`,
      'model',
    );
  }
  if (counts.noPreference > 0) {
    return new UserError(
      `No valid ranking of this file prefers one completion to another (${words(Status.noPreference)}). Choose another file.`,
      'data',
    );
  }
  return new UserError(
    `No line of this file is a valid ranking (${words(Status.malformed)}). Mend the file, or choose another.`,
    'data',
  );
}

/** What a run that could not go on tells. */
export function failure(thrown: unknown, dataset: string): Pick<EvaluationEnd, 'reason' | 'errorKind'> {
  const error = unreadable(dataset, thrown);
  if (error instanceof UserError) return { reason: error.message, errorKind: error.kind };
  const words = error instanceof Error ? error.message : String(error);
  return { reason: `Unexpected: ${words}. The log has more; please report it.`, errorKind: 'model' };
}
