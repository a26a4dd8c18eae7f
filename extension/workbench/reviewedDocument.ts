import * as vscode from 'vscode';
import type { Reading } from '../dataset/reading.ts';
import type { KeptDecision } from '../run/decisionLine.ts';
import { changePlanner, type Plan } from '../run/planChanges.ts';

/** The plan for a text as the editor has it, saved or not. */
export function planDocument(
  document: vscode.TextDocument,
  log: readonly KeptDecision[],
  reading: Reading,
): Plan {
  const planner = changePlanner(log, reading);
  for (let i = 0; i < document.lineCount; i++) {
    const { text } = document.lineAt(i);
    planner.add({ line: i + 1, byteOffset: 0, byteLength: 0, text });
  }
  return planner.plan();
}

/** One edit, so that one undo takes it back. */
export function workspaceEdit({ uri }: vscode.TextDocument, { changes }: Plan): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { record, edits } of changes) {
    const line = record.line - 1;
    if (edits === 'drop') edit.delete(uri, new vscode.Range(line, 0, line + 1, 0));
    else
      for (const { start, end, text } of edits)
        edit.replace(uri, new vscode.Range(line, start, line, end), text);
  }
  return edit;
}
