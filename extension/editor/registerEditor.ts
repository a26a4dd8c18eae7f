import * as vscode from 'vscode';
import type { DecisionsSource, ResultsSource } from '../run/results.ts';
import { CheckClient } from './checkClient.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerDecorations } from './decorations.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { DocumentChecks, type Readings } from './documentChecks.ts';
import { FileDefects } from './fileDefects.ts';
import { registerFixOnSave } from './fixOnSave.ts';
import { registerHover } from './hover.ts';
import { lineChanges } from './jsonlDocument.ts';
import { LineRows } from './lineRows.ts';
import { registerQuickFixes } from './quickFixes.ts';

export interface EditorDependencies {
  readonly results: ResultsSource;
  readonly decisions: DecisionsSource;
  readonly readings: Readings;
  readonly log: vscode.LogOutputChannel;
  /** Absolute path of the bundled `dataset/checkWorker.ts`. */
  readonly checkWorkerPath: string;
}

/** Everything that shows in a text editor: problems with their fixes, and the results of the newest run. */
export function registerEditor(context: vscode.ExtensionContext, deps: EditorDependencies): void {
  const { results, decisions, readings, log, checkWorkerPath } = deps;
  const worker = new CheckClient(checkWorkerPath, log);
  const checks = new DocumentChecks((texts, reading) => worker.check(texts, reading), readings, log);
  const defects = new FileDefects(log);
  const rows = new LineRows(results);
  context.subscriptions.push(
    worker,
    checks,
    defects,
    // Before the features below, so that none of them sees the row of a line that was just edited.
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) rows.edit(event.document, lineChanges(event));
    }),
    registerDiagnostics(checks, defects, vscode.Uri.joinPath(context.extensionUri, 'media', 'problems')),
    registerQuickFixes(checks, defects),
    registerFixOnSave(checks),
    registerCodeLens(rows, results, decisions),
    registerHover(rows),
    registerDecorations(context, rows, results),
  );
}
