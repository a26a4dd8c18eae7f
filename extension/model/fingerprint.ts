import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';

/** 16 hex digits that change when one of the files does: by name, size and time, as weights are too large to hash. Missing files count as missing. */
export async function fingerprint(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const facts = await stat(file).then(
      (found) => `${found.size}\t${found.mtimeMs}`,
      () => 'missing',
    );
    hash.update(`${relative(folder, file)}\t${facts}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
