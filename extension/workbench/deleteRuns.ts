import * as vscode from 'vscode';
import type { Session } from './session.ts';

/** Deletes run folders; lists and pages that show one of them are told. Rejects as `deleteRuns` of `run/`. */
export async function deleteRuns(
  { engine, runs, comparisons }: Session,
  folders: readonly string[],
): Promise<void> {
  try {
    await engine.deleteRuns(runs.root, folders);
  } finally {
    // Some may be gone when one could not be deleted.
    void vscode.commands.executeCommand('plackett.refreshRuns');
  }
  comparisons.runsDeleted(folders);
  await runs.forget(folders);
}
