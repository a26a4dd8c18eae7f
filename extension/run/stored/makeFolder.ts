import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** With the folders above it, unless it is there. Rejects as the file system does. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') await firstOfMissing(folder);
    throw error;
  }
}

/** Node says of a read-only disk that there is no such folder, unless it is asked for one alone. */
async function firstOfMissing(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || parent === folder) throw error;
    await firstOfMissing(parent);
  });
}
