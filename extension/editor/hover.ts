import * as vscode from 'vscode';
import { hoveredPlace } from './hoveredPlace.ts';
import { completionHover, rankingHover } from './hoverText.ts';
import { jsonlSelector } from './jsonlDocument.ts';
import type { LineRows } from './lineRows.ts';

const [showExample, peekRewards] = ['plackett.showExample', 'plackett.peekRewards'];

/** Over a completion or the ranking of an evaluated example: what the two models make of it. */
export function registerHover(rows: LineRows): vscode.Disposable {
  return vscode.languages.registerHoverProvider(jsonlSelector, {
    provideHover(document, position) {
      const results = isEnabled(document) ? rows.resultsFor(document) : undefined;
      const found = results && hoveredPlace(rows, results, document, position);
      if (!found) return undefined;
      const { row, place, span } = found;
      const words =
        place.kind === 'completion' ? completionHover(results, row, place.index) : rankingHover(results, row);
      if (words === undefined) return undefined;
      const range = new vscode.Range(position.line, span.start, position.line, span.end);
      return new vscode.Hover(markdown(words, document.uri.fsPath, row), range);
    },
  });
}

function isEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('plackett', document).get('hover.enabled', true);
}

/** Numbers and two links: the dataset's text has no way in, and no other command can be called. */
function markdown(words: string, dataset: string, row: number): vscode.MarkdownString {
  const links = [
    `[${vscode.l10n.t('Show in results')}](${link(showExample, dataset, row)})`,
    `[${vscode.l10n.t('Peek rewards')}](${link(peekRewards, dataset, row)})`,
  ];
  const text = new vscode.MarkdownString(`${words}\n\n${links.join(' · ')}`);
  text.isTrusted = { enabledCommands: [showExample, peekRewards] };
  return text;
}

function link(command: string, dataset: string, row: number): string {
  // A closing parenthesis in a path would end the link.
  const argument = encodeURIComponent(JSON.stringify([dataset, row]))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `command:${command}?${argument}`;
}
