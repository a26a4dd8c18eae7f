import { type FileHandle, mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { partOf } from '../dataset/lineHash.ts';
import { UserError } from '../userError.ts';
import type { EvaluationRequest, RunRecord } from './evaluation.ts';
import { fileCause } from './fileErrors.ts';
import type { RowFacts } from './rowsBuilder.ts';
import { readRunName } from './runName.ts';
import { readRow, writeRemoval, writeRow } from './storedRow.ts';

/**
 * A run folder: `manifest.json` (what was asked, which models, how it ended) and `scores.jsonl` (one line a finished
 * example, only ever appended to; of a line's ranking the last one counts). Anything that reads JSON reads both.
 */
const manifestName = 'manifest.json';
const scoresName = 'scores.jsonl';
export const scoresPath = (folder: string): string => path.join(folder, scoresName);
const layout = 1;

export interface OpenStore {
  /** What the folder had when it was opened. */
  readonly rows: readonly RowFacts[];
  readonly record: RunRecord | undefined;
  append(rows: readonly RowFacts[]): Promise<void>;
  /** The dataset has no records on these 1-based lines any more. */
  remove(lines: readonly number[]): Promise<void>;
  writeRecord(record: RunRecord): Promise<void>;
  close(): Promise<void>;
}

/** Creates a run folder, or opens one to go on with it. A half-written last line is cut off. UserError of kind `storage`. */
export async function openStore(folder: string): Promise<OpenStore> {
  const scores = scoresPath(folder);
  let file: FileHandle | undefined;
  let rows: RowFacts[];
  try {
    await mkdir(folder, { recursive: true });
    file = await open(scores, 'a+');
    const bytes = await readFile(scores);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) await file.truncate(whole);
    rows = parseRows(bytes.subarray(0, whole));
  } catch (error) {
    await file?.close().catch(() => {});
    throw storageError(folder, error);
  }
  const scoresFile = file;
  const appendLines = (lines: readonly string[]) =>
    guarded(async () => {
      if (lines.length > 0) await scoresFile.appendFile(lines.map((line) => `${line}\n`).join(''));
    });
  const guarded = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      throw storageError(folder, error);
    }
  };
  return {
    rows,
    record: await readRecord(folder).catch(() => undefined),
    append: (more) => appendLines(more.map(writeRow)),
    remove: (lines) => appendLines(lines.map(writeRemoval)),
    writeRecord: (record) =>
      guarded(async () => {
        const target = path.join(folder, manifestName);
        await writeFile(
          `${target}.new`,
          `${JSON.stringify({ layout, ...record, folder: undefined, name: undefined }, null, 2)}\n`,
        );
        await rename(`${target}.new`, target);
      }),
    close: () => scoresFile.close().catch(() => {}),
  };
}

/** The rows of a run folder; those whose line was scored again later are given once, as they were last. */
export async function readStoredRows(folder: string): Promise<RowFacts[]> {
  return parseRows(await readFile(scoresPath(folder)));
}

export async function readRecord(folder: string): Promise<RunRecord> {
  const manifest = JSON.parse(await readFile(path.join(folder, manifestName), 'utf8'));
  if (manifest?.layout !== layout) throw new Error(`${folder} was written by another version of Plackett`);
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

function parseRows(bytes: Buffer): RowFacts[] {
  const rows = new Map<number, RowFacts[]>();
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    const row = readRow(bytes.toString('utf8', from, to));
    if (row && 'removed' in row) rows.delete(row.line);
    else if (row) rows.set(row.line, withRow(rows.get(row.line) ?? [], row));
    from = to + 1;
  }
  return [...rows.values()].flat();
}

/** The rankings of one record stand side by side; what else the line was before is gone. */
function withRow(before: readonly RowFacts[], row: RowFacts): RowFacts[] {
  const { recordHash, part } = partOf(row.hash);
  const same = before.filter(
    ({ hash }) => partOf(hash).recordHash === recordHash && partOf(hash).part !== part,
  );
  return [...same, row];
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
