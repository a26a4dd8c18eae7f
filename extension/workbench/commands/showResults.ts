import * as vscode from 'vscode';
import type { Place } from '../../dataset/example.ts';
import { locate } from '../../dataset/locate.ts';
import { recordIn } from '../../dataset/recordIn.ts';
import { UserError } from '../../userError.ts';
import { hasLines } from '../activeDataset.ts';
import { datasetFor } from '../request.ts';
import type { Session } from '../session.ts';
import { rowAtCursor } from './peekRewards.ts';

/** `Plackett: Show Results` for a file; without results the page says how to get some. */
export async function showResults(session: Session, uri?: vscode.Uri): Promise<void> {
  const dataset = (uri ?? (await datasetFor(undefined, session.panels.activeDataset))).fsPath;
  await session.runs.restore(dataset);
  session.panels.show(dataset);
}

/** `Plackett: Show Example in Results`: the row a CodeLens or hover stands for, by default the one at the cursor. */
export async function showExample(session: Session, dataset?: string, row?: number): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const file = dataset ?? editor?.document.uri.fsPath;
  const of = row ?? (editor && rowAtCursor(session, editor));
  if (file === undefined || of === undefined)
    throw new UserError(
      vscode.l10n.t(
        'Put the cursor on an evaluated example first. A line that was edited since has to be evaluated again.',
      ),
      'usage',
    );
  session.panels.show(file, { row: of });
}

/**
 * The line of an example, beside the results, or a place in it; where the text editor cannot show it, in the editor that pages through
 * rankings.
 */
export async function openLine(
  rankings: Session['rankings'],
  dataset: string,
  line: number,
  place?: Place,
): Promise<void> {
  const uri = vscode.Uri.file(dataset);
  const document = hasLines(dataset) ? await openText(uri) : undefined;
  if (!document) return rankings.show(uri, line);
  const { lineNumber, text } = lineOf(document, line);
  // An edit may have left no JSON.
  const character = place && recordIn(text) ? locate(text, place).start : 0;
  const at = new vscode.Position(lineNumber, character);
  const shown = vscode.window.visibleTextEditors.find((e) => e.document === document);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
  });
}

const lineOf = (document: vscode.TextDocument, line: number) =>
  document.lineAt(Math.min(Math.max(0, line - 1), document.lineCount - 1));

/** Undefined where VS Code keeps the text from extensions: above 50 MB, and in some of its relatives below that, too. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
