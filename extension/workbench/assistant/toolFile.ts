import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isDatasetName, isTextName } from '../activeDataset.ts';
import { isInside } from '../exampleLink.ts';
import type { Sample } from '../sample.ts';

/** The word that stands for the bundled sample. */
export const sampleWord = 'sample';

/**
 * The file of rankings that a tool was asked about: of the workspace, by its path from there or its absolute one, or the
 * sample. Rejects with what the model should do instead; nothing outside is ever looked at.
 */
export async function toolFile(asked: unknown, sample: Sample): Promise<string> {
  if (typeof asked !== 'string' || asked.trim() === '' || asked.includes('\0'))
    throw new Error('Give `path`: a file of rankings in this workspace, or the word "sample".');
  if (asked === sampleWord) return sample.rankings();
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const candidates = path.isAbsolute(asked)
    ? [path.normalize(asked)]
    : folders.map((folder) => path.resolve(folder, asked));
  const inside = candidates.filter((file) => file === sample.path || isInside(folders, file));
  if (inside.length === 0)
    throw new Error(`${asked} is not in this workspace. Only its files can be read, and the sample.`);
  for (const file of inside) {
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (!isDatasetName(file) && !isTextName(file))
      throw new Error(`${asked} is no file of rankings. Give a .jsonl, .ndjson, .json or .parquet file.`);
    if (!vscode.workspace.isTrusted && file !== sample.path && !(await isReallyInside(folders, file)))
      throw new Error(`${asked} leads out of this workspace, which is not trusted. It is not read.`);
    return file;
  }
  throw new Error(`There is no file ${asked} in this workspace.`);
}

/** Past links as well: a trusted workspace may keep its data on another disk, another may not. */
async function isReallyInside(folders: readonly string[], file: string): Promise<boolean> {
  return isInside(await Promise.all(folders.map((folder) => realpath(folder))), await realpath(file));
}
