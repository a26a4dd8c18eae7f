import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
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
 * then. A pipe or a device is written as it stands. UserError: the target is the dataset, or cannot be written.
 * Rejects with what `work` rejects with.
 */
export async function writeWhole<T>(
  target: string,
  dataset: string | undefined,
  work: (sink: Sink) => Promise<T>,
): Promise<T> {
  if (dataset !== undefined) await assertNotDataset(target, dataset);
  if (!(await isFileOrNothing(target))) return writeThrough(target, work);
  // A link stays a link to the file that is written.
  const place = await realpath(target).catch(() => target);
  const partial = partialName(place);
  let file: FileHandle | undefined;
  try {
    file = await openFor(target, partial, 'wx');
    const result = await filled(file, target, work);
    await file.close();
    file = undefined;
    await rename(partial, place).catch((error) => {
      throw unwritable(target, error);
    });
    return result;
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeThrough<T>(target: string, work: (sink: Sink) => Promise<T>): Promise<T> {
  const file = await openFor(target, target, 'w');
  try {
    return await filled(file, target, work);
  } finally {
    await file.close().catch(() => {});
  }
}

async function filled<T>(file: FileHandle, target: string, work: (sink: Sink) => Promise<T>): Promise<T> {
  const sink = sinkOf(file, target);
  const result = await work(sink);
  await sink.flush();
  return result;
}

function openFor(target: string, name: string, flags: 'w' | 'wx'): Promise<FileHandle> {
  return open(name, flags).catch((error) => {
    throw unwritable(target, error);
  });
}

/** Tells before the work that a place cannot be written, or holds the dataset. UserError. */
export async function assertWritable(target: string, dataset: string): Promise<void> {
  await assertNotDataset(target, dataset);
  if (!(await isFileOrNothing(target))) return;
  const partial = partialName(await realpath(target).catch(() => target));
  const file = await openFor(target, partial, 'wx');
  await file.close();
  await rm(partial);
}

async function isFileOrNothing(target: string): Promise<boolean> {
  const found = await stat(target).catch(() => undefined);
  return found === undefined || found.isFile();
}

async function assertNotDataset(target: string, dataset: string): Promise<void> {
  if (path.resolve(target) !== path.resolve(dataset) && !(await sameFile(target, dataset))) return;
  throw new UserError(
    l10n.t('{0} holds the rankings themselves. Choose another file to write to.', target),
    'usage',
  );
}

const partialName = (target: string) =>
  path.join(
    path.dirname(target),
    `.${path.basename(target).slice(0, 40)}.${randomBytes(4).toString('hex')}.part`,
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
