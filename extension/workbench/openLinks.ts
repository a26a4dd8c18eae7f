import path from 'node:path';
import * as vscode from 'vscode';
import { isDatasetName } from './activeDataset.ts';
import { isInside, type LinkedExample, linkPath, linkQuery, readLinkQuery } from './exampleLink.ts';
import type { Session } from './session.ts';

/** Puts the link of an example on the clipboard. */
export async function copyLink(extension: string, example: LinkedExample): Promise<void> {
  const link = vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extension,
    path: linkPath,
    query: linkQuery(example),
  });
  await vscode.env.clipboard.writeText(link.toString());
  vscode.window.setStatusBarMessage(vscode.l10n.t('The link to line {0} is copied.', example.line), 3000);
}

/** Opens examples by their links: only of a file in the workspace, or one whose results are here already. */
export function registerLinks(session: Session): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri(uri) {
      try {
        const refusal = await openExample(session, uri);
        if (refusal) void vscode.window.showWarningMessage(refusal);
      } catch (error) {
        session.log.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(
          vscode.l10n.t('The linked example could not be opened. The log says why.'),
        );
      }
    },
  });
}

/** Undefined when it is shown, else why not. */
async function openExample({ runs, panels }: Session, uri: vscode.Uri): Promise<string | undefined> {
  const linked = uri.path === linkPath ? readLinkQuery(uri.query) : undefined;
  if (!linked) return vscode.l10n.t('This link names no example. Copy it again from the results page.');
  const { file, line } = linked;
  const name = path.basename(file);
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const isOurs = isDatasetName(file) && isInside(folders, file);
  if (!isOurs && !runs.runFor(file))
    return vscode.l10n.t(
      'The link leads to {0}, which is not in this workspace. Open its folder, then the link again.',
      name,
    );
  await runs.restore(file);
  const rows = runs.runFor(file)?.rows;
  if (!rows || rows.line.length === 0)
    return vscode.l10n.t('There are no results of {0} yet. Evaluate it, then open the link again.', name);
  const row = rows.line.indexOf(line);
  panels.show(file, row < 0 ? {} : { row });
  return row < 0 ? vscode.l10n.t('The results of {0} have no line {1}.', name, line) : undefined;
}
