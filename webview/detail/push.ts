import * as l10n from '@vscode/l10n';
import { fixed, scientific } from '../format.ts';

const nothing = 5e-7;

/** Which way a training step pushes a completion, and how hard: against `gradient`, d loss / d policyLogp. */
export function push(gradient: number): string {
  if (Number.isNaN(gradient)) return '–';
  const size = Math.abs(gradient);
  if (size < nothing) return '· 0';
  return `${gradient < 0 ? '↑' : '↓'} ${fixed(size, size < 0.001 ? scientific : 4)}`;
}

/** Shares of beta, which a pair that is ranked the wrong way round by far is pushed with. */
const strengths: readonly (readonly [share: number, up: string, down: string])[] = [
  [0.5, l10n.t('up, hard'), l10n.t('down, hard')],
  [0.1, l10n.t('up, somewhat'), l10n.t('down, somewhat')],
  [0.01, l10n.t('up, gently'), l10n.t('down, gently')],
  [0, l10n.t('up, hardly at all'), l10n.t('down, hardly at all')],
];

/** The same in words: `up, gently`. */
export function pushWords(gradient: number, beta: number): string {
  if (Number.isNaN(gradient)) return l10n.t('not known');
  const size = Math.abs(gradient);
  if (size < nothing) return l10n.t('neither up nor down');
  const [, up, down] = strengths.find(([share]) => size >= share * beta)!;
  return gradient < 0 ? up : down;
}
