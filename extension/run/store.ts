import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import type { EvaluationRequest, RunRecord } from './evaluation.ts';
import { fileCause } from './fileErrors.ts';
import type { RowFacts } from './rowsBuilder.ts';
import { readRunName } from './runName.ts';
import { writeDurably } from './stored/durableFile.ts';
import type { Entry } from './stored/encodePart.ts';
import { makeFolder } from './stored/makeFolder.ts';
import { type LivePart, merge, toMerge, writePart } from './stored/merge.ts';
import { partsAmong } from './stored/partNames.ts';
import { entriesOfLayout1 } from './stored/readLayout1.ts';
import { layout1File, partsFolder, readPart, readRun, type StoredRun } from './stored/readRun.ts';
import { lockForWriting, type WriterLock } from './stored/writerLock.ts';

/**
 * A run folder: `manifest.json` (what was asked, which models, how it ended) and `scores/`, Arrow files each of which is there whole
 * or not at all. Of a line's rankings those that were stored last count.
 */
const manifestName = 'manifest.json';
const layouts: readonly unknown[] = [1, 2];
const layout = 2;

export interface OpenStore {
  /** What the folder had when it was opened. */
  readonly stored: StoredRun;
  /** Names of the parts that had lost bytes and were set aside. */
  readonly damaged: readonly string[];
  readonly record: RunRecord | undefined;
  /** When it settles the rows are on the disk, whatever happens to the process or the machine. */
  append(rows: readonly RowFacts[]): Promise<void>;
  /** The dataset has no records on these 1-based lines any more. */
  remove(lines: readonly number[]): Promise<void>;
  writeRecord(record: RunRecord): Promise<void>;
  /** Few large files instead of many small ones: when a run ends. Never rejects. */
  tidy(): Promise<void>;
  /** Another process may write there from then on. */
  close(): Promise<void>;
}

/**
 * Creates a run folder, or opens one to go on with it. What a merge left over is removed, a part that lost bytes is set aside as
 * `.damaged`, and rows of a folder from before there were parts become parts. UserError of kind `storage`.
 */
export async function openStore(folder: string): Promise<OpenStore> {
  const lock = await asStorageError(folder, async () => {
    await makeFolder(partsFolder(folder));
    return lockForWriting(folder);
  });
  try {
    return await lockedStore(folder, lock);
  } catch (error) {
    await lock.release();
    throw error instanceof UserError ? error : storageError(folder, error);
  }
}

async function lockedStore(folder: string, lock: WriterLock): Promise<OpenStore> {
  const guarded = <T>(work: () => Promise<T>) => asStorageError(folder, work);
  const { whole: parts, damaged } = await wholeParts(folder);
  await partsOfLayout1(folder, parts);
  const add = (entries: readonly Entry[]) =>
    guarded(async () => {
      if (entries.length === 0) return;
      await lock.assertHeld();
      const number = (parts.at(-1)?.last ?? 0) + 1;
      parts.push(await writePart(folder, number, number, entries));
      await tidy(false);
    });
  let canMerge = true;
  // The rows are safe without it: what cannot be merged, for want of room, stays in many files.
  const tidy = async (atEnd: boolean) => {
    if (canMerge || atEnd)
      await mergeLast(folder, parts, atEnd).catch(() => {
        canMerge = false;
      });
  };
  return {
    stored: await readRun(folder),
    damaged,
    record: await readRecord(folder).catch(() => undefined),
    append: add,
    remove: (lines) => add(lines.map((line) => ({ line, removed: true }))),
    writeRecord: (record) =>
      guarded(() =>
        writeDurably(
          path.join(folder, manifestName),
          `${JSON.stringify({ layout, ...record, folder: undefined, name: undefined }, null, 2)}\n`,
        ),
      ),
    tidy: () => tidy(true),
    close: () => lock.release(),
  };
}

async function mergeLast(folder: string, parts: LivePart[], atEnd: boolean): Promise<void> {
  for (let range = toMerge(parts, atEnd); range; range = toMerge(parts, atEnd)) {
    const [from, to] = range;
    parts.splice(from, to - from, await merge(folder, parts.slice(from, to)));
  }
}

/** The parts of a folder, in order. Everything else that writing may have left is removed or set aside. */
async function wholeParts(folder: string): Promise<{ whole: LivePart[]; damaged: string[] }> {
  const damaged: string[] = [];
  const inParts = (name: string) => path.join(partsFolder(folder), name);
  for (;;) {
    const names = await readdir(partsFolder(folder));
    for (const name of names) if (name.endsWith('.new')) await rm(inParts(name), { force: true });
    const { live, left } = partsAmong(names);
    const whole: LivePart[] = [];
    const before = damaged.length;
    for (const part of live) {
      const columns = readPart(part, await readFile(inParts(part.name)));
      if (columns) whole.push({ ...part, rows: columns.removed.length });
      else {
        damaged.push(part.name);
        await rename(inParts(part.name), inParts(`${part.name}.damaged`));
      }
    }
    // What a damaged one was merged of may still be there, and counts then.
    if (damaged.length > before) continue;
    for (const { name } of left) await rm(inParts(name), { force: true });
    return { whole, damaged };
  }
}

/** So many rows of an older run become one part. */
const rowsAtOnce = 32_768;

/** Goes again from the start when it is cut off: rows that count twice say the same. */
async function partsOfLayout1(folder: string, parts: LivePart[]): Promise<void> {
  const old = layout1File(folder);
  let waiting: Entry[] = [];
  const flush = async () => {
    if (waiting.length === 0) return;
    const number = (parts.at(-1)?.last ?? 0) + 1;
    parts.push(await writePart(folder, number, number, waiting));
    waiting = [];
  };
  try {
    const options = { signal: new AbortController().signal, told() {} };
    for await (const entry of entriesOfLayout1(old, options))
      if (waiting.push(entry) >= rowsAtOnce) await flush();
    await flush();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(old);
}

export async function readRecord(folder: string): Promise<RunRecord> {
  const manifest = JSON.parse(await readFile(path.join(folder, manifestName), 'utf8'));
  if (!layouts.includes(manifest?.layout))
    throw new Error(`${folder} was written by another version of Plackett`);
  const request = manifest.request as EvaluationRequest | undefined;
  if (typeof request?.dataset !== 'string') throw new Error(`${folder} has no dataset in its manifest`);
  return { ...manifest, folder, name: await readRunName(folder) };
}

/** All readable run folders under a root, which may not exist. */
export async function listRuns(root: string): Promise<RunRecord[]> {
  const names = await readdir(root).catch(() => []);
  const records = await Promise.all(
    names.map((name) => readRecord(path.join(root, name)).catch(() => undefined)),
  );
  return records.filter((record) => record !== undefined);
}

async function asStorageError<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? error : storageError(folder, error);
  }
}

function storageError(folder: string, error: unknown): UserError {
  return new UserError(
    l10n.t(
      'Log-probabilities cannot be stored in {0}: {1}. What was scored is still shown; make room there or free the folder, then continue the evaluation.',
      folder,
      fileCause(error),
    ),
    'storage',
    { cause: error },
  );
}
