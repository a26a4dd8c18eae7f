import * as l10n from '@vscode/l10n';
import { escaped } from '../../../../webview/figures/svg/frame.ts';
import { codePointName, shortened, visibleText } from '../../../../webview/visibleText.ts';

/** Text in HTML: never markup, of its own direction; characters that would be invisible or reorder their neighbours by name. */
export function textHtml(text: string): string {
  const pieces = visibleText(text).map((piece) =>
    typeof piece === 'string'
      ? escaped(piece)
      : `<span class="named">${codePointName(piece.codePoint)}</span>`,
  );
  return `<bdi>${pieces.join('')}</bdi>`;
}

const mostCharacters = 1500;
const mostLines = 40;

/** The start of a long text, and how much more there is. */
export function longTextHtml(text: string): string {
  const shown = shortened(text, mostCharacters, mostLines);
  const left = text.length - shown.length;
  const more = left > 0 ? l10n.t('… {0} more characters', left) : '';
  const rest = more && ` <span class="quiet">${escaped(more)}</span>`;
  return `<div class="text">${textHtml(shown)}${rest}</div>`;
}

export interface TableHtml {
  readonly caption?: string;
  readonly head: readonly string[];
  /** HTML; the first cell names the row. */
  readonly rows: readonly (readonly string[])[];
}

export function tableHtml({ caption, head, rows }: TableHtml): string {
  const names = head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const lines = rows.map(
    ([name, ...cells]) =>
      `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  const title = caption === undefined ? '' : `<caption>${escaped(caption)}</caption>`;
  return `<table>${title}<thead><tr>${names}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}
