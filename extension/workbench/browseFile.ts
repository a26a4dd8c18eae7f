import path from 'node:path';
import * as vscode from 'vscode';
import { type BrowseClient, openBrowser } from '../browse/browseClient.ts';
import type { BrowseEvents } from '../browse/protocol.ts';
import { problemCodes, severitiesIn } from '../dataset/severities.ts';
import type { DatasetReadings } from './datasetReadings.ts';

/** Reads a file in a thread of its own, as the settings and the user say. `failed` is told where that thread ends by itself. */
export function browseFile(
  uri: vscode.Uri,
  readings: DatasetReadings,
  events: BrowseEvents,
  failed: (reason: string) => void,
): BrowseClient {
  const setting = vscode.workspace.getConfiguration('plackett', uri).get('problems');
  const request = {
    dataset: uri.fsPath,
    reading: readings.given(uri.fsPath),
    severities: severitiesIn(setting),
  };
  return openBrowser(path.join(__dirname, 'browseWorker.js'), request, events, failed);
}

/** Told when the file is to be read otherwise. */
export function onDidChangeReading(
  uri: vscode.Uri,
  readings: DatasetReadings,
  listener: () => void,
): vscode.Disposable {
  return vscode.Disposable.from(
    readings.onDidChange((dataset) => {
      if (dataset === uri.fsPath) listener();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plackett.problems', uri)) listener();
    }),
  );
}

/** The page that says what a problem means; a code may come from a page, and is never a path. */
export function explainProblem(extensionUri: vscode.Uri, code: string): void {
  if (!problemCodes.some((known) => known === code)) return;
  const page = vscode.Uri.joinPath(extensionUri, 'media', 'problems', `${code}.md`);
  void vscode.commands.executeCommand('markdown.showPreview', page);
}
