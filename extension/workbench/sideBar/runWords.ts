import * as l10n from '@vscode/l10n';
import { fixed, percent } from '../../../webview/format.ts';
import type { LoadedModel } from '../../model/contract.ts';
import type { EvaluationRequest } from '../../run/evaluation.ts';
import type { Headline } from '../../run/headline.ts';

/** A moment as `Nov 25, 16:31`, with the year where it is not this one. `at`: ISO 8601. */
export function timeWords(at: string, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return l10n.t('at an unknown time');
  return new Intl.DateTimeFormat('en', {
    month: 'short',
    day: 'numeric',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(date);
}

/** Seconds, the longest first. */
const steps: readonly (readonly [number, (count: number) => string])[] = [
  [365 * 86_400, (n) => (n === 1 ? l10n.t('1 year ago') : l10n.t('{0} years ago', n))],
  [30 * 86_400, (n) => (n === 1 ? l10n.t('1 month ago') : l10n.t('{0} months ago', n))],
  [86_400, (n) => (n === 1 ? l10n.t('1 day ago') : l10n.t('{0} days ago', n))],
  [3600, (n) => l10n.t('{0} h ago', n)],
  [60, (n) => l10n.t('{0} min ago', n)],
];

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ageWords(at: string, now = Date.now()): string {
  const seconds = (now - Date.parse(at)) / 1000;
  const step = steps.find(([length]) => seconds >= length);
  if (!step) return l10n.t('just now');
  return step[1](Math.floor(seconds / step[0]));
}

/** `512 bytes`, `1.4 MB`: powers of 1000, as file managers count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', bytes);
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${fixed(value, value < 10 ? 1 : 0)} ${units[power - 1]}`;
}

/** `88.3%, loss 1.210 of 1.792`: pairwise accuracy, mean loss and chance; the beta only where it is not the one in force. */
export function headlineWords({ accuracy, loss, chance, beta, scored }: Headline, betaNow: number): string {
  if (accuracy === null || loss === null || chance === null)
    return scored === 0 ? l10n.t('nothing scored') : l10n.t('no numbers');
  const numbers = [percent(accuracy), fixed(loss, 3), fixed(chance, 3)];
  return beta === betaNow
    ? l10n.t('{0}, loss {1} of {2}', ...numbers)
    : l10n.t('{0}, loss {1} of {2} at beta {3}', ...numbers, beta);
}

/** `dpo-3 vs sft`; of a run without models that its numbers came with the records. */
export function modelsWords(
  policy: Pick<LoadedModel, 'name'> | undefined,
  reference: Pick<LoadedModel, 'name'> | undefined,
): string {
  if (!policy && !reference) return l10n.t('log-probs of the records');
  const records = l10n.t('records');
  return l10n.t('{0} vs {1}', policy?.name ?? records, reference?.name ?? records);
}

/** `first 50 examples`, `3 lines`; undefined of a run over the whole file. */
export function partWords({ lines, limit }: Pick<EvaluationRequest, 'lines' | 'limit'>): string | undefined {
  if (lines) return lines.length === 1 ? l10n.t('line {0}', lines[0]) : l10n.t('{0} lines', lines.length);
  return limit === undefined ? undefined : l10n.t('first {0} examples', limit);
}

/** What goes with some runs that are deleted, as a question and its details. */
export function deleteWords(
  runs: readonly { readonly label: string; readonly bytes: number; readonly decisions: number }[],
): { readonly question: string; readonly detail: string } {
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  const decisions = runs.reduce((sum, run) => sum + run.decisions, 0);
  const what = runs.length === 1 ? l10n.t('the run "{0}"', runs[0].label) : l10n.t('{0} runs', runs.length);
  const lost = [l10n.t('its log-probabilities and results ({0})', sizeWords(bytes))];
  if (runs.length > 1) lost[0] = l10n.t('their log-probabilities and results ({0})', sizeWords(bytes));
  if (decisions > 0)
    lost.push(
      decisions === 1
        ? l10n.t('1 decision made in the review of labels')
        : l10n.t('{0} decisions made in the review of labels', decisions),
    );
  return {
    question: l10n.t('Delete {0}?', what),
    detail: l10n.t(
      'This deletes {0}. It cannot be undone. The dataset and the models stay as they are.',
      lost.length > 1 ? l10n.t('{0} and {1}', lost[0], lost[1]) : lost[0],
    ),
  };
}
