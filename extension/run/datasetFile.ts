import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';
import { unreadable } from './fileErrors.ts';

/** A file that is read for as long as a run goes on, in which it may be changed under the reader. */
export interface DatasetFile {
  /** UserError when it was changed or deleted since: what is read next may be half old, half new. */
  assertUnchanged(): Promise<void>;
  /** UserError when it was deleted since. */
  assertThere(): Promise<void>;
}

/** UserError when it is no readable file. */
export async function datasetFile(path: string): Promise<DatasetFile> {
  const look = () => stat(path, { bigint: true });
  const first = await look().catch((error) => {
    throw unreadable(path, error);
  });
  if (!first.isFile()) {
    const what = first.isDirectory() ? l10n.t('a folder') : l10n.t('no file');
    throw new UserError(l10n.t('{0} is {1}. Choose a file of rankings.', path, what), 'data');
  }
  const now = () =>
    look().catch((error) => {
      if (error.code !== 'ENOENT') throw unreadable(path, error);
      throw new UserError(
        l10n.t(
          '{0} was deleted during the evaluation. What was scored is kept; put the file back, then continue.',
          path,
        ),
        'data',
        { cause: error },
      );
    });
  return {
    async assertThere() {
      await now();
    },
    async assertUnchanged() {
      const { size, mtimeNs } = await now();
      if (size === first.size && mtimeNs === first.mtimeNs) return;
      throw new UserError(
        l10n.t(
          '{0} was changed during the evaluation. What was scored is kept; continue to score the lines that are new.',
          path,
        ),
        'data',
      );
    },
  };
}
