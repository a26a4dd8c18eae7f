import { chooseRuns } from '../compare/chooseRuns.ts';
import type { Session } from '../session.ts';

/** `Plackett: Compare Runs`: run folders, of which the first is the baseline; by default those that somebody chooses. */
export async function compareRuns(session: Session, folders?: unknown): Promise<void> {
  const given = Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
  const chosen = given.length >= 2 ? given : await chooseRuns(session, given);
  if (chosen) session.comparisons.show(chosen);
}
