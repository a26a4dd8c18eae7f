import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Role } from '../run/scorerProtocol.ts';

/** The bundled sample: rankings to try things on, and the two tiny models that go with them. */
export interface Sample {
  /** Where that copy lies, made or not. */
  readonly path: string;
  /** A copy of the bundled rankings that may be edited freely; made when it is not there. */
  rankings(): Promise<string>;
  /** Where the sample's model of a role lies. */
  folderOf(role: Role): string;
  /** The sample's own model for the sample's own file, for users who have set none. */
  modelFor(dataset: string, role: Role): string | undefined;
}

export function bundledSample(extensionFolder: string, storageFolder: string): Sample {
  const bundled = path.join(extensionFolder, 'media', 'sample');
  const copy = path.join(storageFolder, 'sample', 'rankings.jsonl');
  const own = new Set([copy, path.join(bundled, 'rankings.jsonl')]);
  const folderOf = (role: Role) => path.join(bundled, role);
  return {
    path: copy,
    async rankings() {
      await mkdir(path.dirname(copy), { recursive: true });
      // What somebody edited there stays.
      await copyFile(path.join(bundled, 'rankings.jsonl'), copy, constants.COPYFILE_EXCL).catch((error) => {
        if (error.code !== 'EEXIST') throw error;
      });
      return copy;
    },
    folderOf,
    modelFor: (dataset, role) => (own.has(dataset) ? folderOf(role) : undefined),
  };
}
