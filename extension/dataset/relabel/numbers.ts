import * as l10n from '@vscode/l10n';
import type { Tiers } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { type LineEdit, type Relabelled, rawAt, replaced } from './lineEdit.ts';

/**
 * One number a completion says its rank: each gets the number of its new tier. As many tiers as before keep the numbers as
 * they are written (`1.0`, `"2"`); others count on from the best one by ones.
 */
export function writeRanks(
  text: string,
  paths: readonly Path[],
  tiers: Tiers,
  best: 'lowest' | 'highest' = 'lowest',
): Relabelled {
  const raws = paths.map((path) => rawAt(text, path));
  if (!raws.every((raw) => raw !== undefined))
    return { reason: l10n.t('whose ranks are not where they should be') };
  const words = numbersFor(raws, tiers.length, best);
  const edits: LineEdit[] = [];
  tiers.forEach((tier, t) => {
    for (const index of tier)
      if (raws[index] !== words[t]) edits.push(...replaced(text, paths[index], words[t]));
  });
  return edits;
}

/** [tiers] what is written for each, best first. */
export function numbersFor(
  raws: readonly string[],
  tiers: number,
  best: 'lowest' | 'highest',
): readonly string[] {
  const value = (raw: string) => Number(JSON.parse(raw));
  const sign = best === 'lowest' ? 1 : -1;
  const byValue = new Map(raws.map((raw) => [value(raw), raw]));
  const known = [...byValue.keys()].sort((a, b) => sign * (a - b));
  if (known.length === tiers) return known.map((one) => byValue.get(one)!);
  // Lowest best: on from the lowest. Highest best: down to the lowest.
  const lowest = known.length > 0 ? Math.min(...known) : 1;
  return Array.from({ length: tiers }, (_, t) => String(lowest + (best === 'lowest' ? t : tiers - 1 - t)));
}
