import * as vscode from 'vscode';

/** The editor that pages through them, as package.json names it. */
export const rankingsType = 'plackett.rankings';

/** Files that hold rankings, by their names: lines, packed or not, JSON and Parquet. */
const datasetName = /\.(jsonl|ndjson|parquet)$|\.(jsonl|ndjson|json)\.(gz|zst)$/i;
/** Those that the text editor shows as what they are. */
const textName = /\.(jsonl|ndjson|json)$/i;

export const isDatasetName = (name: string) => datasetName.test(name);
/** Its records are told by their lines, so that the text editor can go to one. */
export const hasLines = (name: string) => /\.(jsonl|ndjson)$/i.test(name) || !isDatasetName(name);
export const isTextName = (name: string) => textName.test(name);

/** The file in the active editor, of whatever kind: a file too large for extensions has no text editor that they know. */
export function activeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document) return document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
    ? input.uri
    : undefined;
}

/** The path of the file of rankings in the active editor. */
export function activeDataset(): string | undefined {
  const uri = activeFile();
  if (uri?.scheme !== 'file') return undefined;
  const isLines = vscode.window.activeTextEditor?.document.languageId === 'jsonl';
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isShown = input instanceof vscode.TabInputCustom && input.viewType === rankingsType;
  return isLines || isShown || isDatasetName(uri.fsPath) ? uri.fsPath : undefined;
}

export function onDidChangeActiveFile(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(listener),
    vscode.window.tabGroups.onDidChangeTabs(listener),
    vscode.window.tabGroups.onDidChangeTabGroups(listener),
  );
}
