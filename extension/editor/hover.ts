import * as vscode from 'vscode';
import { checkLine } from '../dataset/checkLine.ts';
import { locate } from '../dataset/locate.ts';
import { placeAt } from '../dataset/placeAt.ts';
import { completionHover, rankingHover } from './hoverText.ts';
import { jsonlSelector } from './jsonlDocument.ts';
import type { LineRows } from './lineRows.ts';

const showExample = 'plackett.showExample';

/** Over a completion or the ranking of an evaluated example: what the two models make of it. */
export function registerHover(rows: LineRows): vscode.Disposable {
  return vscode.languages.registerHoverProvider(jsonlSelector, {
    provideHover(document, { line, character }) {
      const results = rows.resultsFor(document);
      const first = results && rows.rowAt(document, line, results);
      // Of a record that takes several lines the lens tells.
      if (!results || first === undefined || results.rows.lines[first] > 1) return undefined;
      const { text } = document.lineAt(line);
      const { examples } = checkLine(text, { reading: results.reading });
      const places = examples.map((example) => placeAt(text, example, character));
      // Of trees, the answers of one question are a part of the way to the next.
      const part = places.findIndex((found) => found && found.kind !== 'prompt');
      const [example, place, row] = [examples[part], places[part], rows.rowAt(document, line, results, part)];
      if (!example || !place || place.kind === 'prompt' || row === undefined) return undefined;
      const words =
        place.kind === 'completion' ? completionHover(results, row, place.index) : rankingHover(results, row);
      if (words === undefined) return undefined;
      const { completions, ranking } = example.places;
      const { start, end } = locate(text, place.kind === 'completion' ? completions[place.index] : ranking!);
      const range = new vscode.Range(line, start, line, end);
      return new vscode.Hover(markdown(words, document.uri.fsPath, row), range);
    },
  });
}

/** Numbers and one link: the dataset's text has no way in, and no other command can be called. */
function markdown(words: string, dataset: string, row: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString(`${words}\n\n[Show in results](${showExampleLink(dataset, row)})`);
  text.isTrusted = { enabledCommands: [showExample] };
  return text;
}

function showExampleLink(dataset: string, row: number): string {
  // A closing parenthesis in a path would end the link.
  const argument = encodeURIComponent(JSON.stringify([dataset, row]))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `command:${showExample}?${argument}`;
}
