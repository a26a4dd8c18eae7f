import * as vscode from 'vscode';
import { datasetFor } from '../request.ts';
import type { Session } from '../session.ts';

/** `Plackett: Show Results` for a file; without results the page says how to get some. */
export async function showResults(session: Session, uri?: vscode.Uri): Promise<void> {
  const dataset = (uri ?? (await datasetFor(undefined, session.panels.activeDataset))).fsPath;
  await session.runs.restore(dataset);
  session.panels.show(dataset);
}

/** The row a CodeLens or hover stands for. */
export async function showExample(session: Session, dataset: string, row: number): Promise<void> {
  session.panels.show(dataset, { row });
}

/** The line of an example, beside the results. */
export async function openLine(dataset: string, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(dataset));
  const at = new vscode.Position(Math.min(Math.max(0, line - 1), document.lineCount - 1), 0);
  const shown = vscode.window.visibleTextEditors.find((e) => e.document === document);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
  });
}
