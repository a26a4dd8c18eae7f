import * as vscode from 'vscode';
import type { Reading } from '../dataset/reading.ts';
import type { Rows } from '../preference/rows.ts';
import type { KeptDecision } from '../run/decisionLine.ts';
import { changePlanner, type Plan } from '../run/planChanges.ts';

/** The plan for a text as the editor has it, saved or not. */
export function planDocument(
  document: vscode.TextDocument,
  log: readonly KeptDecision[],
  reading: Reading,
  rows: Rows,
): Plan {
  const planner = changePlanner(log, reading);
  for (let i = 0; i < document.lineCount; i++) {
    const { text } = document.lineAt(i);
    planner.add({ line: i + 1, byteOffset: 0, byteLength: 0, text });
  }
  // Records of several lines, as the run found them.
  rows.lines.forEach((count, row) => {
    const first = rows.line[row] - 1;
    if (count < 2 || first + count > document.lineCount) return;
    const texts = Array.from({ length: count }, (_, i) => document.lineAt(first + i).text);
    planner.add({ line: first + 1, lines: count, byteOffset: 0, byteLength: 0, text: texts.join('\n') });
  });
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
