import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../userError.ts';
import { unwritable } from '../fileErrors.ts';
import { sameFile } from '../sameFile.ts';

/** Where an export goes, piece by piece. Waits for the disk; rejects with a UserError when it cannot be written. */
export interface Sink {
  write(piece: string | Uint8Array): Promise<void>;
}

/** Small pieces are gathered: a call to the file system costs more than the copy. */
const gatheredBytes = 1 << 18;

/**
 * Writes a file as a whole or not at all: under another name beside it, then renamed. What was there stays until
 * then. UserError: the target is the dataset, or cannot be written. Rejects with what `work` rejects with.
 */
export async function writeWhole<T>(
  target: string,
  dataset: string | undefined,
  work: (sink: Sink) => Promise<T>,
): Promise<T> {
  if (dataset !== undefined) await assertNotDataset(target, dataset);
  const partial = partialName(target);
  let file: FileHandle | undefined;
  try {
    file = await open(partial, 'wx').catch((error) => {
      throw unwritable(target, error);
    });
    const sink = sinkOf(file, target);
    const result = await work(sink);
    await sink.flush();
    await file.close();
    file = undefined;
    await rename(partial, target).catch((error) => {
      throw unwritable(target, error);
    });
    return result;
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
}

/** Tells before the work that a place cannot be written, or holds the dataset. UserError. */
export async function assertWritable(target: string, dataset: string): Promise<void> {
  await assertNotDataset(target, dataset);
  const partial = partialName(target);
  try {
    await (await open(partial, 'wx')).close();
    await rm(partial);
  } catch (error) {
    throw unwritable(target, error);
  }
}

async function assertNotDataset(target: string, dataset: string): Promise<void> {
  if (path.resolve(target) !== path.resolve(dataset) && !(await sameFile(target, dataset))) return;
  throw new UserError(`${target} holds the rankings themselves. Choose another file to write to.`, 'usage');
}

const partialName = (target: string) =>
  path.join(
    path.dirname(target),
    `.${path.basename(target).slice(0, 100)}.${randomBytes(4).toString('hex')}.part`,
  );

function sinkOf(file: FileHandle, target: string) {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const flush = async () => {
    const pieces = held;
    [held, heldBytes] = [[], 0];
    let bytes = Buffer.concat(pieces);
    try {
      // A disk that fills up takes a part of it first.
      while (bytes.length > 0) bytes = bytes.subarray((await file.write(bytes)).bytesWritten);
    } catch (error) {
      throw unwritable(target, error);
    }
  };
  return {
    async write(piece: string | Uint8Array) {
      // Copied: who gave the bytes may use them again.
      const bytes = Buffer.from(piece as string);
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes >= gatheredBytes) await flush();
    },
    flush,
  };
}
