import * as vscode from 'vscode';
import { runsToPrune } from '../run/runsToPrune.ts';
import { deleteRuns } from './deleteRuns.ts';
import type { Session } from './session.ts';
import { keepNewestRuns } from './settings.ts';
import { sizeWords } from './sideBar/runWords.ts';

/** Deletes what `plackett.runs.keepNewest` says is too old, and tells what was deleted. Without the setting nothing ever is. */
export async function pruneRuns(session: Session): Promise<void> {
  const { engine, runs, log } = session;
  const keep = keepNewestRuns();
  if (keep === 0) return;
  const isNeeded = (folder: string) =>
    runs.isShown(folder) || runs.active.some((run) => run.folder === folder);
  const old = runsToPrune(await engine.listRunFolders(runs.root), keep, isNeeded);
  if (old.length === 0) return;
  const folders = old.map(({ record }) => record.folder);
  await deleteRuns(session, folders);
  for (const { record, bytes } of old)
    log.info(`Deleted, as plackett.runs.keepNewest is ${keep}: ${record.folder} (${sizeWords(bytes)})`);
  const size = sizeWords(old.reduce((sum, { bytes }) => sum + bytes, 0));
  const words =
    old.length === 1
      ? vscode.l10n.t('1 old run was deleted ({0}): of each dataset the newest {1} are kept.', size, keep)
      : vscode.l10n.t(
          '{0} old runs were deleted ({1}): of each dataset the newest {2} are kept.',
          old.length,
          size,
          keep,
        );
  const [change, showLog] = [vscode.l10n.t('Change Setting'), vscode.l10n.t('Show Log')];
  void vscode.window.showInformationMessage(words, change, showLog).then((choice) => {
    if (choice === showLog) log.show();
    if (choice === change)
      void vscode.commands.executeCommand('workbench.action.openSettings', 'plackett.runs.keepNewest');
  });
}
