import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that is there whole or not at all, also after a loss of power: under another name, synced, renamed, and its
 * folder synced. Rejects as the file system does, and then leaves nothing.
 */
export async function writeDurably(target: string, bytes: Uint8Array | string): Promise<void> {
  const fresh = `${target}.new`;
  try {
    const file = await open(fresh, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(path.dirname(target));
}

/** Windows has no way to sync a folder, and some network drives refuse. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}
