import { fixed, percent } from '../../../webview/format.ts';
import type { LoadedModel } from '../../model/contract.ts';
import type { EvaluationRequest } from '../../run/evaluation.ts';
import type { Headline } from '../../run/headline.ts';

/** A moment as `Nov 25, 16:31`, with the year where it is not this one. `at`: ISO 8601. */
export function timeWords(at: string, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'at an unknown time';
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
const steps = [
  [365 * 86_400, 'year'],
  [30 * 86_400, 'month'],
  [86_400, 'day'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ageWords(at: string, now = Date.now()): string {
  const seconds = (now - Date.parse(at)) / 1000;
  const step = steps.find(([length]) => seconds >= length);
  if (!step) return 'just now';
  const count = Math.floor(seconds / step[0]);
  const isShort = step[1] === 'min' || step[1] === 'h';
  return `${count} ${step[1]}${isShort || count === 1 ? '' : 's'} ago`;
}

/** `512 bytes`, `1.4 MB`: powers of 1000, as file managers count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${fixed(value, value < 10 ? 1 : 0)} ${units[power - 1]}`;
}

/** `88.3%, loss 1.210 of 1.792`: pairwise accuracy, mean loss and chance; the beta only where it is not the one in force. */
export function headlineWords({ accuracy, loss, chance, beta, scored }: Headline, betaNow: number): string {
  if (accuracy === null || loss === null || chance === null)
    return scored === 0 ? 'nothing scored' : 'no numbers';
  const at = beta === betaNow ? '' : ` at beta ${beta}`;
  return `${percent(accuracy)}, loss ${fixed(loss, 3)} of ${fixed(chance, 3)}${at}`;
}

/** `dpo-3 vs sft`; of a run without models that its numbers came with the records. */
export function modelsWords(
  policy: Pick<LoadedModel, 'name'> | undefined,
  reference: Pick<LoadedModel, 'name'> | undefined,
): string {
  if (!policy && !reference) return 'log-probs of the records';
  return `${policy?.name ?? 'records'} vs ${reference?.name ?? 'records'}`;
}

/** `first 50 examples`, `3 lines`; undefined of a run over the whole file. */
export function partWords({ lines, limit }: Pick<EvaluationRequest, 'lines' | 'limit'>): string | undefined {
  if (lines) return lines.length === 1 ? `line ${lines[0]}` : `${lines.length} lines`;
  return limit === undefined ? undefined : `first ${limit} examples`;
}

/** What goes with some runs that are deleted, as a question and its details. */
export function deleteWords(
  runs: readonly { readonly label: string; readonly bytes: number; readonly decisions: number }[],
): { readonly question: string; readonly detail: string } {
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  const decisions = runs.reduce((sum, run) => sum + run.decisions, 0);
  const what = runs.length === 1 ? `the run "${runs[0].label}"` : `${runs.length} runs`;
  const lost = [`its log-probabilities and results (${sizeWords(bytes)})`];
  if (runs.length > 1) lost[0] = `their log-probabilities and results (${sizeWords(bytes)})`;
  if (decisions > 0)
    lost.push(`${decisions} ${decisions === 1 ? 'decision' : 'decisions'} made in the review of labels`);
  return {
    question: `Delete ${what}?`,
    detail: `This deletes ${lost.join(' and ')}. It cannot be undone. The dataset and the models stay as they are.`,
  };
}
