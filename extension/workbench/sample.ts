import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Role } from '../run/scorerProtocol.ts';

/** The bundled sample: rankings to try things on, and the two tiny models that go with them. */
export interface Sample {
  /** A copy of the bundled rankings that may be edited freely; made when it is not there. */
  rankings(): Promise<string>;
  /** The sample's own model for the sample's own file, for users who have set none. */
  modelFor(dataset: string, role: Role): string | undefined;
}

export function bundledSample(extensionFolder: string, storageFolder: string): Sample {
  const bundled = path.join(extensionFolder, 'media', 'sample');
  const copy = path.join(storageFolder, 'sample', 'rankings.jsonl');
  const own = new Set([copy, path.join(bundled, 'rankings.jsonl')]);
  return {
    async rankings() {
      await mkdir(path.dirname(copy), { recursive: true });
      await copyFile(path.join(bundled, 'rankings.jsonl'), copy);
      return copy;
    },
    modelFor: (dataset, role) => (own.has(dataset) ? path.join(bundled, role) : undefined),
  };
}
