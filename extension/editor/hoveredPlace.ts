import type * as vscode from 'vscode';
import { checkGroup } from '../dataset/checkGroup.ts';
import { checkLine } from '../dataset/checkLine.ts';
import type { Example } from '../dataset/example.ts';
import { locate } from '../dataset/locate.ts';
import { type PlaceInExample, placeAt } from '../dataset/placeAt.ts';
import type { Span } from '../dataset/problem.ts';
import { type DatasetResults, groupOfLine } from '../run/results.ts';
import type { LineRows } from './lineRows.ts';

/** A completion or the ranking of an evaluated example. */
export interface HoveredPlace {
  readonly row: number;
  readonly place: Exclude<PlaceInExample, { kind: 'prompt' }>;
  /** In its line. */
  readonly span: Span;
}

/** What of an evaluated example lies at a place of a document. */
export function hoveredPlace(
  rows: LineRows,
  results: DatasetResults,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): HoveredPlace | undefined {
  const { text } = document.lineAt(line);
  const group = groupOfLine(results, document, line);
  if (group) {
    const [example] = checkGroup(group.texts.join('\n'), { reading: results.reading }).examples;
    return example && placed(example, group.row, text, character, line - group.first);
  }
  if (rows.rowAt(document, line, results) === undefined) return undefined;
  // Of a tree, the answers of one question are a part of the way to the next.
  const { examples } = checkLine(text, { reading: results.reading });
  for (const [part, example] of examples.entries()) {
    const row = rows.rowAt(document, line, results, part);
    const found = row === undefined ? undefined : placed(example, row, text, character);
    if (found) return found;
  }
  return undefined;
}

function placed(
  example: Example,
  row: number,
  text: string,
  character: number,
  line = 0,
): HoveredPlace | undefined {
  const place = placeAt(text, example, character, line);
  if (!place || place.kind === 'prompt') return undefined;
  const { completions, ranking } = example.places;
  const at = place.kind === 'completion' ? completions[place.index] : ranking;
  return at && { row, place, span: locate(text, at) };
}
