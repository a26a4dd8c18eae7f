import * as vscode from 'vscode';
import { documentEdits, type LineFix, type Position } from './fixAll.ts';
import { linesOf } from './jsonlDocument.ts';

/** Fixes as one edit, which one "Undo" takes back. */
export function workspaceEdit(
  document: vscode.TextDocument,
  fixes: readonly LineFix[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    documentEdits(fixes, linesOf(document)).map(({ from, to, text }) =>
      vscode.TextEdit.replace(new vscode.Range(positionOf(from), positionOf(to)), text),
    ),
  );
  return edit;
}

function positionOf({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}
