import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Rows } from '../../preference/rows.ts';
import { selectRows } from '../../preference/selectRows.ts';
import type { JobOptions } from '../jobs.ts';
import { decodePart, type PartColumns } from './decodePart.ts';
import { liveRows } from './liveRows.ts';
import { type PartName, partsAmong, sumOf } from './partNames.ts';
import { joined, readLayout1 } from './readLayout1.ts';

/** The folder of the parts in a run folder, and the file of runs from before there were parts. */
export const partsFolder = (folder: string): string => path.join(folder, 'scores');
export const layout1File = (folder: string): string => path.join(folder, 'scores.jsonl');

/** The rows of a run folder that count, in the order of their lines. */
export interface StoredRun {
  readonly rows: Rows;
  /** [N] as in `RowFacts`; NaN where not known. */
  readonly asked: Float64Array;
  readonly ranked: Float64Array;
  /** [N] where each is kept: its place among the files, and among the rows of that file. */
  readonly file: Uint16Array;
  readonly place: Uint32Array;
  /** Names in the run folder. */
  readonly files: readonly string[];
  /** Names of parts that lost bytes, which are not read; their examples are as if they had not been scored. */
  readonly damaged: readonly string[];
}

type Options = Pick<JobOptions, 'signal' | 'told'>;
const quietly: Options = { signal: new AbortController().signal, told() {} };

/** How often a list of files is made again because a merge took one of them away. */
const mostListings = 20;

/**
 * Reads a run while it goes on as well as after. Rejects as the file system does, ENOENT when nothing was ever stored, and with the
 * signal's reason. `told`: bytes that were read since it was told last; `dropped`: columns of texts that the caller does not want
 * in memory.
 */
export async function readRun(
  folder: string,
  { signal, told }: Options = quietly,
  dropped: readonly ('id' | 'reason')[] = [],
): Promise<StoredRun> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(folder, { signal, told }, dropped);
    } catch (error) {
      const isMerged = (error as NodeJS.ErrnoException).code === 'ENOENT' && (await isThere(folder));
      if (!isMerged || attempt === mostListings) throw error;
    }
  }
}

async function readOnce(
  folder: string,
  options: Options,
  dropped: readonly ('id' | 'reason')[],
): Promise<StoredRun> {
  const pieces: PartColumns[] = [];
  const files: string[] = [];
  const damaged: string[] = [];
  for (const { name, read } of await storedFiles(folder)) {
    options.signal.throwIfAborted();
    const part = await read(options);
    if (!part) damaged.push(name);
    else {
      const rows = { ...part.rows };
      for (const column of dropped) rows[column] = [];
      pieces.push({ ...part, rows });
      files.push(name);
    }
  }
  const all = joined(pieces);
  const live = liveRows(all.rows.line, all.rows.hash, all.removed);
  const file = new Uint16Array(all.removed.length);
  const place = new Uint32Array(all.removed.length);
  let at = 0;
  for (const [f, { removed }] of pieces.entries())
    for (let i = 0; i < removed.length; i++, at++) {
      file[at] = f;
      place[at] = i;
    }
  const isAll = live.length === all.removed.length && live.every((row, i) => row === i);
  return {
    rows: isAll ? all.rows : selectRows(all.rows, live),
    asked: isAll ? all.asked : Float64Array.from(live, (row) => all.asked[row]),
    ranked: isAll ? all.ranked : Float64Array.from(live, (row) => all.ranked[row]),
    file: isAll ? file : Uint16Array.from(live, (row) => file[row]),
    place: isAll ? place : Uint32Array.from(live, (row) => place[row]),
    files,
    damaged,
  };
}

interface StoredFile {
  readonly name: string;
  /** Undefined when it is damaged. */
  read(options: Options): Promise<PartColumns | undefined>;
}

async function storedFiles(folder: string): Promise<StoredFile[]> {
  const old = await isThere(layout1File(folder));
  const names = await readdir(partsFolder(folder)).catch((error) => {
    if (old && error.code === 'ENOENT') return [];
    throw error;
  });
  const parts = partsAmong(names).live.map(
    (part): StoredFile => ({
      name: path.join('scores', part.name),
      async read({ told }) {
        const bytes = await readFile(path.join(partsFolder(folder), part.name));
        told(bytes.length);
        return readPart(part, bytes);
      },
    }),
  );
  if (!old) return parts;
  return [{ name: 'scores.jsonl', read: (options) => readLayout1(layout1File(folder), options) }, ...parts];
}

/** Undefined for bytes that are not those that were written. */
export function readPart({ sum }: Pick<PartName, 'sum'>, bytes: Uint8Array): PartColumns | undefined {
  return sumOf(bytes) === sum ? decodePart(bytes) : undefined;
}

/** One row as `place` of a `StoredRun` tells; undefined when the run changed since. Rejects as the file system does. */
export async function readRow(
  folder: string,
  file: string,
  place: number,
): Promise<{ part: PartColumns; row: number } | undefined> {
  const found = (await storedFiles(folder)).find(({ name }) => name === file);
  const part = await found?.read(quietly);
  return part && place < part.removed.length ? { part, row: place } : undefined;
}

/** Bytes of everything that is stored of a run, and a text that is another one when any of it is; zero of what is not there. */
export async function storedIdentity(
  folder: string,
): Promise<{ readonly bytes: number; readonly identity: string }> {
  const old = await stat(layout1File(folder)).catch(() => undefined);
  const names = partsAmong(await readdir(partsFolder(folder)).catch(() => [])).live.map(({ name }) => name);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(partsFolder(folder), name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, old?.size ?? 0);
  return { bytes, identity: [old ? `${old.size} ${old.mtimeMs}` : '', ...names].join('\n') };
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
