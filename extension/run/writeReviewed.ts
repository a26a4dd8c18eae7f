import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { RawLine } from '../dataset/lines.ts';
import { withEdits } from '../dataset/relabel/lineEdit.ts';
import { UserError } from '../userError.ts';
import { fileCause, isFileError, unreadable } from './fileErrors.ts';
import type { Change, Plan } from './planChanges.ts';

const chunkBytes = 2 ** 20;

/**
 * Writes `plan(source)` as a file: the bytes of the source with those of changed records replaced, and dropped ones gone with
 * their line end. A chunk is in memory at a time. The target appears only when it is whole; on any failure nothing is
 * left. UserError for what a person can mend.
 */
export async function writeReviewed(
  source: string,
  target: string,
  plan: (signal: AbortSignal) => Promise<Plan>,
  signal: AbortSignal,
): Promise<Plan> {
  const before = await look(source);
  if (await isSame(source, target))
    throw new UserError(
      l10n.t(
        '{0} is the file that is being read. Choose another name, or edit the open document instead.',
        target,
      ),
      'usage',
    );
  const planned = await plan(signal).catch((error) => {
    throw unreadable(source, error);
  });
  const half = path.join(
    path.dirname(target),
    `.${path.basename(target)}.${randomBytes(4).toString('hex')}.new`,
  );
  let input: FileHandle | undefined;
  let output: FileHandle | undefined;
  try {
    input = await open(source).catch((error) => {
      throw unreadable(source, error);
    });
    output = await open(half, 'wx');
    await copyChanged(input, output, planned.changes, signal);
    await output.sync();
    await output.close();
    output = undefined;
    const after = await look(source);
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs)
      throw new UserError(
        l10n.t('{0} was changed while it was read. Nothing was written; apply again.', source),
        'data',
      );
    await rename(half, target);
    return planned;
  } catch (error) {
    await output?.close().catch(() => {});
    await unlink(half).catch(() => {});
    if (!isFileError(error)) throw error;
    throw new UserError(
      l10n.t(
        '{0} cannot be written: {1}. Nothing was left behind; choose another folder, or make room and apply again.',
        target,
        fileCause(error),
      ),
      'storage',
      { cause: error },
    );
  } finally {
    await input?.close().catch(() => {});
  }
}

function look(file: string) {
  return stat(file, { bigint: true }).catch((error) => {
    throw unreadable(file, error);
  });
}

/** Also by another name, as a link has. */
async function isSame(source: string, target: string): Promise<boolean> {
  if (path.resolve(source) === path.resolve(target)) return true;
  const [a, b] = await Promise.all(
    [source, target].map((file) => stat(file, { bigint: true }).catch(() => undefined)),
  );
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

async function copyChanged(
  input: FileHandle,
  output: FileHandle,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<void> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let at = 0;
  const copyTo = async (end: number) => {
    while (at < end) {
      signal.throwIfAborted();
      const { bytesRead } = await input.read(chunk, 0, Math.min(chunkBytes, end - at), at);
      if (bytesRead === 0) return;
      await writeAll(output, chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
  };
  for (const { record, edits } of changes) {
    const { byteOffset, byteLength, text } = record;
    await assertThere(input, record);
    if (edits === 'drop') {
      // The mark is the file's, not the record's.
      const marks = /^\ufeff*/.exec(text)?.[0] ?? '';
      await copyTo(byteOffset + Buffer.byteLength(marks));
      at = byteOffset + byteLength;
      at += await lineEndAt(input, at);
    } else {
      await copyTo(byteOffset);
      await writeAll(output, Buffer.from(withEdits(text, edits)));
      at = byteOffset + byteLength;
    }
  }
  await copyTo(Number.POSITIVE_INFINITY);
}

/** What is replaced is what was planned for: whatever gave the plan, no other bytes go. */
async function assertThere(
  input: FileHandle,
  { byteOffset, byteLength, text, line }: RawLine,
): Promise<void> {
  const bytes = Buffer.alloc(byteLength);
  const { bytesRead } = await input.read(bytes, 0, byteLength, byteOffset);
  if (bytesRead === byteLength && bytes.equals(Buffer.from(text))) return;
  throw new UserError(
    l10n.t('Line {0} is not where it was when the file was read. Nothing was written; apply again.', line),
    'data',
  );
}

/** A write may take only a part: a disk that fills up says so with the next one. */
async function writeAll(output: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await output.write(bytes, done);
    done += bytesWritten;
  }
}

/** Bytes of the line end at this place: none at the end of the file. */
async function lineEndAt(input: FileHandle, at: number): Promise<number> {
  const { buffer, bytesRead } = await input.read(Buffer.alloc(2), 0, 2, at);
  const end = buffer.toString('latin1', 0, bytesRead);
  return end === '\r\n' ? 2 : /^[\r\n]/.test(end) ? 1 : 0;
}
