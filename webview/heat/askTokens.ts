import * as l10n from '@vscode/l10n';
import { heat } from '../detail/view.ts';
import { host } from '../page.ts';
import { run } from '../state.ts';
import { putScoring, scoringOf } from './tokenState.ts';

/** Of the newest question; answers to older ones are dropped. */
let newest = 0;

/** Shows the tokens of a row; they are scored where that was not done yet. */
export function showTokenRatios(row: number): void {
  const runId = run.value?.runId;
  if (runId === undefined) return;
  heat.value = true;
  const { state } = scoringOf(runId, row) ?? {};
  if (state === 'scored' || state === 'scoring') return;
  const asked = ++newest;
  putScoring(runId, row, { state: 'scoring', step: undefined });
  const failed = { error: l10n.t('The tokens could not be scored. Try again, or show the log.') };
  host
    .tokenScores(runId, row)
    .catch(() => failed)
    .then((answer) => {
      if (asked !== newest) return;
      putScoring(
        runId,
        row,
        'error' in answer ? { state: 'refused', refusal: answer } : { state: 'scored', scores: answer },
      );
    });
}

/** The page stops waiting at once, whatever the models do. */
export function cancelTokenRatios(row: number): void {
  newest++;
  host.cancelTokenScores();
  if (run.value) putScoring(run.value.runId, row, undefined);
}
