import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isDatasetName } from './activeDataset.ts';

/** Larger texts VS Code shows, but hides from extensions (UTF-16 units there, bytes here). */
const mostSynced = 50 * 2 ** 20;
const silencedKey = 'plackett.offerRankings.silenced';

/** Offers to page through a file that VS Code's text editor keeps from extensions, once for each file of a session. */
export function registerOffer(memory: vscode.Memento): vscode.Disposable {
  const offered = new Set<string>();
  const look = async () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputText) || input.uri.scheme !== 'file') return;
    const { uri } = input;
    if (!isDatasetName(uri.fsPath) || offered.has(uri.fsPath) || memory.get(silencedKey)) return;
    const { size } = await stat(uri.fsPath).catch(() => ({ size: 0 }));
    if (size <= mostSynced || offered.has(uri.fsPath)) return;
    offered.add(uri.fsPath);
    const words = vscode.l10n.t(
      '{0} has more than 50 MB, which VS Code’s text editor keeps from extensions. Open Rankings pages through it, with all its problems.',
      path.basename(uri.fsPath),
    );
    const [open, never] = [vscode.l10n.t('Open Rankings'), vscode.l10n.t('Don’t Show Again')];
    const choice = await vscode.window.showInformationMessage(words, open, never);
    if (choice === open) await vscode.commands.executeCommand('plackett.openRankings', uri);
    if (choice === never) await memory.update(silencedKey, true);
  };
  void look();
  return vscode.window.tabGroups.onDidChangeTabs(() => void look());
}
