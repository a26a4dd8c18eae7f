import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unwritable } from './fileErrors.ts';

/** A run's own name lies beside its manifest, which an evaluation that goes on writes anew. */
const fileName = 'name.txt';
const longest = 100;

/** One line of at most 100 characters without control and format characters; '' = no name. */
export function plainName(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .trim();
}

/** Undefined where the run has none. */
export async function readRunName(folder: string): Promise<string | undefined> {
  const text = await readFile(path.join(folder, fileName), 'utf8').catch(() => '');
  return plainName(text) || undefined;
}

/** '' takes the name away. UserError of kind `storage`. */
export async function writeRunName(folder: string, name: string): Promise<void> {
  const target = path.join(folder, fileName);
  try {
    const text = plainName(name);
    if (text === '') return await rm(target, { force: true });
    await writeFile(`${target}.new`, text);
    await rename(`${target}.new`, target);
  } catch (error) {
    throw unwritable(target, error);
  }
}
