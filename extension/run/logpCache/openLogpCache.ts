import { createHash } from 'node:crypto';
import { type FileHandle, open, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { LoadedModel } from '../../model/contract.ts';
import type { LogLevel } from '../evaluation.ts';
import { fileCause } from '../fileErrors.ts';
import { makeFolder } from '../stored/makeFolder.ts';
import { dropOldest, fileEnding, keepNewerHalf } from './makeRoom.ts';
import { recordBytes, recordReader, writeRecord } from './records.ts';
import type { SequenceKey } from './sequenceKey.ts';
import { logpTable } from './table.ts';

/** Log-probabilities of one model that were computed before, in memory, and in a file that is only ever appended to. */
export interface LogpCache {
  readonly size: number;
  /** Nats; undefined = not known. */
  get(key: SequenceKey): number | undefined;
  /** What is not finite is not kept. */
  add(key: SequenceKey, logp: number): void;
  /** Writes what was added since. Never rejects: what cannot be written is kept in memory. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Whose numbers these are. Providers and versions of onnxruntime sum in other orders, so that their numbers differ by rounding;
 * each has a file of its own, and a number never comes from another one.
 */
export type LogpIdentity = Pick<LoadedModel, 'fingerprint' | 'provider'> & { readonly onnxruntime: string };

type Log = (level: LogLevel, message: string) => void;

/** Raised when scores change at equal tokens: what was stored before is not read any more. */
const layout = 1;

/** Opens the file of a model, or makes it. A folder that cannot be used, or a damaged file, is a line in the log, never an error. */
export async function openLogpCache(
  folder: string | undefined,
  { fingerprint, provider, onnxruntime }: LogpIdentity,
  log: Log,
): Promise<LogpCache> {
  if (folder === undefined) return cacheOf(undefined, log);
  const digest = createHash('sha256')
    .update(JSON.stringify([layout, fingerprint, provider, onnxruntime]))
    .digest();
  const name = path.join(folder, `${digest.toString('hex', 0, 16)}${fileEnding}`);
  let file: FileHandle | undefined;
  let records: number;
  try {
    await makeFolder(folder);
    await keepNewerHalf(name);
    file = await open(name, 'a+');
    const now = new Date();
    await utimes(name, now, now);
    records = (await file.stat()).size / recordBytes;
    await dropOldest(folder, name);
  } catch (error) {
    await file?.close().catch(() => {});
    log('warn', `Log-probabilities cannot be kept for another run in ${folder}: ${fileCause(error)}.`);
    return cacheOf(undefined, log);
  }
  return cacheOf({ name, file, records, seed: digest.readUInt32LE(16) }, log);
}

interface Kept {
  readonly name: string;
  readonly file: FileHandle;
  /** Roughly. */
  readonly records: number;
  readonly seed: number;
}

async function cacheOf(kept: Kept | undefined, log: Log): Promise<LogpCache> {
  let file = kept?.file;
  const table = logpTable(kept?.records);
  if (kept) await readAll(kept, table.set, log);
  let fresh: { readonly key: SequenceKey; readonly logp: number }[] = [];
  const close = async () => {
    const closing = file;
    file = undefined;
    await closing?.close().catch(() => {});
  };
  return {
    get size() {
      return table.size;
    },
    get: table.get,
    add(key, logp) {
      if (!Number.isFinite(logp)) return;
      table.set(key, logp);
      if (file) fresh.push({ key, logp });
    },
    async flush() {
      if (!file || !kept || fresh.length === 0) return;
      const bytes = Buffer.allocUnsafe(fresh.length * recordBytes);
      for (const [i, { key, logp }] of fresh.entries())
        writeRecord(bytes, i * recordBytes, kept.seed, key, logp);
      fresh = [];
      try {
        // One write at the file's end: another window may append to it at the same time.
        await file.write(bytes);
      } catch (error) {
        const cause = fileCause(error);
        log('warn', `Log-probabilities are no longer kept for another run, in ${kept.name}: ${cause}.`);
        await close();
      }
    },
    close,
  };
}

async function readAll(
  { name, file, seed }: Kept,
  found: (key: SequenceKey, logp: number) => void,
  log: Log,
): Promise<void> {
  const reader = recordReader(seed, found);
  const block = Buffer.allocUnsafe(2 ** 20);
  try {
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(block, 0, block.length, at);
      at += bytesRead;
      if (bytesRead === 0) break;
      if (!reader.read(block.subarray(0, bytesRead))) break;
    }
    reader.end();
    if (reader.badBytes > 0)
      log(
        'warn',
        `${reader.badBytes} bytes of stored log-probabilities in ${name} are damaged and not used.`,
      );
  } catch (error) {
    log('warn', `Stored log-probabilities in ${name} cannot be read: ${fileCause(error)}.`);
  }
}
