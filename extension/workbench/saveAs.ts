import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../userError.ts';

/** Asks where a file goes, beside the dataset by default. Throws CancellationError when nothing is chosen; UserError for a place that is no file. */
export async function askTarget(
  dataset: string,
  { suffix, extension, title }: { suffix: string; extension: string; title: string },
): Promise<string> {
  const name = path.basename(dataset).replace(/(\.(jsonl|ndjson|json|parquet))?(\.(gz|zst))?$/i, '');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(path.dirname(dataset), `${name}.${suffix}.${extension}`)),
    filters: { [extension.toUpperCase()]: [extension] },
    title,
    saveLabel: vscode.l10n.t('Export'),
  });
  if (!target) throw new vscode.CancellationError();
  if (target.scheme !== 'file')
    throw new UserError(
      vscode.l10n.t('"{0}:" is no place on disk. Choose a folder on disk.', target.scheme),
      'usage',
    );
  return target.fsPath;
}

/** Says that a file is there, and leads to it. */
export async function tellWritten(target: string, words: string): Promise<void> {
  const uri = vscode.Uri.file(target);
  const isPage = target.endsWith('.html');
  const open = isPage ? vscode.l10n.t('Open in Browser') : vscode.l10n.t('Open');
  const folder = vscode.l10n.t('Show in Folder');
  const choice = await vscode.window.showInformationMessage(words, open, folder);
  if (choice === folder) await vscode.commands.executeCommand('revealFileInOS', uri);
  if (choice === open && isPage) await vscode.env.openExternal(uri);
  else if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
}

/** Work with a message that can be cancelled; `told` moves its bar. Rejects with CancellationError when it was. */
export function withCancel<T>(
  title: string,
  total: number,
  work: (options: { signal: AbortSignal; told: (done: number) => void }) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
    let before = 0;
    const told = (done: number) => {
      progress.report({ increment: total > 0 ? (100 * (done - before)) / total : undefined });
      before = done;
    };
    return work({ signal: controller.signal, told });
  });
}
