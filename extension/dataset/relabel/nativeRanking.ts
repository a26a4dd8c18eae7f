import * as l10n from '@vscode/l10n';
import type { Tiers } from '../../preference/ranking.ts';
import type { Chosen, JsonObject } from '../formats/format.ts';
import { has, optionOf } from '../formats/format.ts';
import { type RankingMeaning, rankingChoice } from '../formats/rankingMeaning.ts';
import { entryAt } from '../jsonText.ts';
import { type Relabelled, rawAt, replaced } from './lineEdit.ts';
import { numbersFor, writeRanks } from './numbers.ts';

/**
 * The order of Plackett's own record, in the field that says it now:
 * - `ranking`: its value is written anew, in the meaning that the file's has; a rest that was not named is named, as a tie.
 * - `ranks`: each response gets the number of its new tier.
 * - `scores`: they are what somebody or something measured, so they stay, and a `ranking` before them says the order; a
 *   ranking counts before scores wherever Plackett reads.
 */
export function writeNativeRanking(
  text: string,
  record: JsonObject,
  tiers: Tiers,
  chosen: Chosen,
): Relabelled {
  const meaning = optionOf(rankingChoice, chosen) as RankingMeaning;
  const field = ['ranking', 'ranks', 'scores'].find((key) => has(record, key));
  if (field === 'ranks') return writeRanks(text, pathsIn('ranks', tiers), tiers);
  if (field === 'ranking') {
    if (meaning === 'ranks') return writeRanks(text, pathsIn('ranking', tiers), tiers);
    if (meaning === 'ranks-highest') return writeRanks(text, pathsIn('ranking', tiers), tiers, 'highest');
    const before = rawAt(text, ['ranking']) ?? '';
    return replaced(
      text,
      ['ranking'],
      orderText(tiers, meaning, gapOf(before.includes(',') ? before : text)),
    );
  }
  const gap = gapOf(text);
  const order =
    meaning === 'ranks' || meaning === 'ranks-highest'
      ? ranksText(tiers, meaning, gap)
      : orderText(tiers, meaning, gap);
  // A null that columnar exports write for what is not there.
  if (entryAt(text, ['ranking'])) return replaced(text, ['ranking'], order);
  const key = entryAt(text, ['scores'])?.key;
  if (!key) return { reason: l10n.t('which has no field for an order') };
  const colon = /^"\s*:\s/.test(text.slice(key.end - 1)) ? ': ' : ':';
  return [{ start: key.start, end: key.start, text: `"ranking"${colon}${order},${gap}` }];
}

function pathsIn(field: string, tiers: Tiers) {
  return Array.from({ length: tiers.flat().length }, (_, i) => [field, i]);
}

/** What stands after a comma here: a space, or nothing. */
function gapOf(text: string): string {
  return /[\]\d",]\s*,\s/.test(text) ? ' ' : '';
}

export function orderText(tiers: Tiers, meaning: 'order' | 'order-from-1', gap: string): string {
  const base = meaning === 'order-from-1' ? 1 : 0;
  const words = tiers.map((tier) => {
    const numbers = tier.map((index) => String(index + base));
    return numbers.length === 1 ? numbers[0] : `[${numbers.join(`,${gap}`)}]`;
  });
  return `[${words.join(`,${gap}`)}]`;
}

function ranksText(tiers: Tiers, meaning: 'ranks' | 'ranks-highest', gap: string): string {
  const words = numbersFor(['1'], tiers.length, meaning === 'ranks' ? 'lowest' : 'highest');
  const ranks: string[] = [];
  tiers.forEach((tier, t) => {
    for (const index of tier) ranks[index] = tiers.length === 1 ? '1' : words[t];
  });
  return `[${ranks.join(`,${gap}`)}]`;
}
