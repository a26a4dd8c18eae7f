import * as l10n from '@vscode/l10n';
import { UserError } from '../../userError.ts';
import { activeFile } from '../activeDataset.ts';
import type { Session } from '../session.ts';

/** `Plackett: Open Rankings`: pages through a file of any size; by default the one in the active editor. */
export async function openRankings(session: Session, uri = activeFile()): Promise<void> {
  if (!uri)
    throw new UserError(
      l10n.t('No file is open. Open a file of rankings, or choose one in the explorer.'),
      'usage',
    );
  await session.rankings.show(uri);
}
