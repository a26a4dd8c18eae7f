import * as l10n from '@vscode/l10n';
import { digitsOfStep, fixed } from '../format.ts';
import { codePointName, shortened, visibleText } from '../visibleText.ts';

/** As many decimals as the number has. */
export function number(value: number): string {
  return fixed(value, digitsOfStep(Math.abs(value), Math.abs(value)));
}

export function scalarWords(value: string | number | boolean): string {
  return typeof value === 'number' ? number(value) : shownText(String(value));
}

/** Text of the data where there is no room for marks: one short line, hidden characters by name. */
export function shownText(text: string, most = 40): string {
  const short = shortened(text, most, 1);
  const visible = visibleText(short)
    .map((piece) => (typeof piece === 'string' ? piece : `[${codePointName(piece.codePoint)}]`))
    .join('');
  return short.length < text.length ? `${visible}…` : visible;
}

/** What a chart counts. */
export type Counted = 'example' | 'completion' | 'pair';

export const countedName: Readonly<Record<Counted, string>> = {
  example: l10n.t('Examples'),
  completion: l10n.t('Completions'),
  pair: l10n.t('Pairs'),
};
