import type * as vscode from 'vscode';
import type { TextLines } from './lineChecks.ts';
import type { LineChange } from './lineList.ts';
import type { LineRange } from './ranges.ts';

/** Documents that are another state of a file: marking the old side of a diff would only list its problems twice. */
const otherStates = new Set(['git']);

/** JSON Lines in any scheme: on disk, not yet saved, or in a virtual workspace. */
export const jsonlSelector: vscode.DocumentSelector = [
  { language: 'jsonl' },
  { pattern: '**/*.{jsonl,ndjson}' },
];

export function isJsonl(document: vscode.TextDocument): boolean {
  if (otherStates.has(document.uri.scheme)) return false;
  return document.languageId === 'jsonl' || /\.(jsonl|ndjson)$/i.test(document.uri.path);
}

/** The text of a document as it is whenever it is asked for. */
export function linesOf(document: vscode.TextDocument): TextLines {
  return {
    get lineCount() {
      return document.lineCount;
    },
    lineText: (line) => document.lineAt(line).text,
  };
}

export function lineChanges(event: vscode.TextDocumentChangeEvent): LineChange[] {
  return event.contentChanges.map(({ range, text }) => ({
    startLine: range.start.line,
    endLine: range.end.line,
    text,
  }));
}

export function lineRanges(ranges: readonly vscode.Range[]): LineRange[] {
  return ranges.map(({ start, end }) => ({ from: start.line, to: end.line }));
}
