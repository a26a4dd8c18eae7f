import * as l10n from '@vscode/l10n';
import { diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly text: string;
  /** The other text does not have it here. */
  readonly isOwn: boolean;
}

export interface Compared {
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
  /** Characters that are in both, of all, 0 to 1. */
  readonly share: number;
  /** Places where the two differ. */
  readonly changes: number;
}

/** UTF-16 units of both together: beyond it a page would hold too many elements. */
const mostUnits = 400_000;
const mostMs = 800;

/** Where two texts differ, by words; or a sentence on why that is not told. */
export function compareTexts(left: string, right: string): Compared | string {
  if (left.length + right.length > mostUnits) return l10n.t('These are too long to compare word by word.');
  const found = diffWordsWithSpace(left, right, { timeout: mostMs });
  if (!found) return l10n.t('These differ too much to compare word by word.');
  let [same, changes, wasChange] = [0, 0, false];
  for (const { value, added, removed } of found) {
    const isChange = added || removed;
    if (!isChange) same += 2 * value.length;
    else if (!wasChange) changes++;
    wasChange = isChange;
  }
  const side = (own: 'added' | 'removed') =>
    found
      .filter((part) => part[own] || !(part.added || part.removed))
      .map((part): Piece => ({ text: part.value, isOwn: part[own] }));
  return {
    left: side('removed'),
    right: side('added'),
    share: left.length + right.length === 0 ? 1 : same / (left.length + right.length),
    changes,
  };
}
