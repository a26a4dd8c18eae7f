import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { readDecisions } from './decisions.ts';
import type { RunRecord } from './evaluation.ts';
import { fileCause } from './fileErrors.ts';
import { listRuns, readRecord } from './store.ts';
import { isBeingWritten } from './stored/writerLock.ts';

/** A run folder, and what would go with it. */
export interface RunFolder {
  readonly record: RunRecord;
  /** Of all its files. */
  readonly bytes: number;
  /** An evaluation goes on there, in whatever window. */
  readonly isBeingWritten: boolean;
  /** Examples that somebody judged in a review of this run. */
  readonly decisions: number;
}

/** Newest first. */
export async function listRunFolders(root: string): Promise<RunFolder[]> {
  const records = await listRuns(root);
  const folders = await Promise.all(
    records.map(async (record) => ({
      record,
      bytes: await bytesOf(record.folder),
      isBeingWritten: await isBeingWritten(record.folder),
      decisions: new Set((await readDecisions(record.folder).catch(() => [])).map(({ hash }) => hash)).size,
    })),
  );
  return folders.sort((a, b) => (a.record.startedAt < b.record.startedAt ? 1 : -1));
}

/** Removes run folders, and nothing that is not one directly under `root`. UserError of kind `storage` naming the first that is left. */
export async function deleteRuns(root: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    if (path.dirname(path.resolve(folder)) !== path.resolve(root))
      throw new UserError(l10n.t('{0} is not a run of this workspace and was not deleted.', folder), 'usage');
    const isThere = await stat(folder).catch(() => undefined);
    if (!isThere) continue;
    await readRecord(folder);
    if (await isBeingWritten(folder))
      throw new UserError(
        l10n.t(
          '{0} is being written by an evaluation of another window. Cancel it there, then delete the run.',
          folder,
        ),
        'storage',
      );
    try {
      // A window may just be writing a headline there.
      await rm(folder, { recursive: true, maxRetries: 5, retryDelay: 100 });
    } catch (error) {
      throw new UserError(
        l10n.t(
          '{0} could not be deleted: {1}. Free the folder, then delete the run again.',
          folder,
          fileCause(error),
        ),
        'storage',
        { cause: error },
      );
    }
  }
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) => {
      const inside = path.join(folder, entry.name);
      return entry.isDirectory()
        ? bytesOf(inside)
        : stat(inside).then(
            ({ size }) => size,
            () => 0,
          );
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
