import * as vscode from 'vscode';
import { recordAtLine } from '../../dataset/containers/recordAtLine.ts';
import { UserError } from '../../userError.ts';
import { datasetFor, evaluationRequest } from '../request.ts';
import type { Session } from '../session.ts';
import { assertTrusted } from '../trust.ts';

/** `Plackett: Evaluate This Example`: scores the line of the cursor and puts it into the file's results. */
export async function evaluateExample(session: Session, uri?: vscode.Uri, line?: number): Promise<void> {
  assertTrusted();
  const dataset = await datasetFor(uri, session.panels.activeDataset);
  const editor = vscode.window.activeTextEditor;
  const cursor =
    editor?.document.uri.toString() === dataset.toString() ? editor.selection.active.line + 1 : undefined;
  // A document that is an array, say, has records over several lines, which count by themselves.
  const at = line ?? (cursor === undefined ? undefined : await recordAtLine(dataset.fsPath, cursor));
  if (at === undefined)
    throw new UserError(
      vscode.l10n.t('Put the cursor on the line of an example first, then run this again.'),
      'usage',
    );
  await session.runs.restore(dataset.fsPath);
  const end = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Plackett: evaluating line {0}', at) },
    () => session.runs.evaluateLines({ ...evaluationRequest(dataset, session), lines: [at] }),
  );
  const results = session.runs.resultsFor(dataset.fsPath);
  // Of a record of several lines the cursor may be on any.
  const row = results?.groupAt(at) ?? results?.rows.line.indexOf(at) ?? -1;
  if (end.state === 'failed')
    throw new UserError(
      end.reason ?? vscode.l10n.t('This example could not be evaluated. See the log.'),
      'model',
    );
  if (row >= 0) session.panels.show(dataset.fsPath, { row, preserveFocus: true });
}
