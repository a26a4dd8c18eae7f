import * as vscode from 'vscode';
import { activeFile, onDidChangeActiveFile } from './activeDataset.ts';
import type { Runs } from './runs.ts';

/** Keys that `when` clauses of package.json read. */
export function registerContextKeys(runs: Runs): vscode.Disposable {
  const last = new Map<string, boolean>();
  const set = (key: string, value: boolean) => {
    if (last.get(key) === value) return;
    last.set(key, value);
    void vscode.commands.executeCommand('setContext', `plackett.${key}`, value);
  };
  const update = () => {
    set('running', runs.current !== undefined);
    // Steps of the walkthrough.
    if (runs.current) set('hasRun', true);
    const dataset = activeFile()?.fsPath;
    set('hasResults', dataset !== undefined && runs.runFor(dataset) !== undefined);
  };
  update();
  return vscode.Disposable.from(runs.onDidChangeRun(update), onDidChangeActiveFile(update));
}
