import * as l10n from '@vscode/l10n';
import type { Tiers } from '../preference/ranking.ts';
import { sameTiers } from '../preference/sameTiers.ts';
import { checkLine } from './checkLine.ts';
import type { Example } from './example.ts';
import type { JsonObject } from './formats/format.ts';
import { formatFor, type Reading } from './reading.ts';
import { recordIn } from './recordIn.ts';
import { isRefusal, type Relabelled, withEdits } from './relabel/lineEdit.ts';
import { reorderList } from './relabel/listOrder.ts';
import { writeNativeRanking } from './relabel/nativeRanking.ts';
import { writeRanks } from './relabel/numbers.ts';
import { swapSides } from './relabel/sides.ts';
import { saysByWord, turnWord } from './relabel/verdictWord.ts';

/** Formats whose two sides are told apart by the names of their fields. */
const bySides = new Set([
  'pair',
  'hh-rlhf',
  'implicit-pair',
  'message-lists',
  'sharegpt-pair',
  'messages-pair',
  'colossalchat',
  'instruction-pair',
]);

/**
 * What to change in a record's text (one line, without its line end) so that it is read with these tiers; every other
 * character stays. What was changed is read again: where anything but the order would differ, nothing is changed. A
 * reason instead, as for trees and for scores of an annotator's own, which cannot be turned round without inventing some.
 */
export function relabel(line: string, tiers: Tiers, reading: Reading = {}): Relabelled {
  const text = line.replace(/^\ufeff+/, (marks) => ' '.repeat(marks.length));
  const record = recordIn(text);
  const format = record && formatFor(record, reading);
  const { examples } = checkLine(text, { reading });
  if (!record || !format || examples.length === 0)
    return { reason: l10n.t('which is no ranking that can be read') };
  if (examples.length > 1)
    return { reason: l10n.t('with several rankings in one record ({0})', format.title) };
  const [before] = examples;
  if (!isComplete(tiers, before.completions.length))
    return { reason: l10n.t('which has other completions now') };
  if (sameTiers(tiers, before.tiers)) return [];
  const edits = editsFor(text, record, before, tiers, reading);
  if (isRefusal(edits)) return edits;
  const after = checkLine(withEdits(text, edits), { reading }).examples;
  const isRight = after.length === 1 && saysSame(after[0], before, tiers);
  return isRight
    ? edits
    : { reason: l10n.t('which would be read otherwise than as it was decided ({0})', format.title) };
}

function editsFor(
  text: string,
  record: JsonObject,
  before: Example,
  tiers: Tiers,
  reading: Reading,
): Relabelled {
  const { format, completions, places } = before;
  const chosen = reading.chosen ?? {};
  if (format === 'native') return writeNativeRanking(text, record, tiers, chosen);
  if (bySides.has(format)) return swapSides(text, tiers);
  if (saysByWord(format)) return turnWord(text, format, tiers, before.tiers, places.ranking?.path);
  const each = (step: (i: number) => readonly (string | number)[]) => completions.map((_, i) => step(i));
  if (format === 'nectar')
    return writeRanks(
      text,
      each((i) => ['answers', i, 'rank']),
      tiers,
    );
  if (format === 'llm-blender' && Array.isArray(record.ranks))
    return writeRanks(
      text,
      each((i) => ['ranks', i]),
      tiers,
    );
  if (format === 'output-list') return reorderList(text, ['output'], tiers);
  if (format === 'openassistant-tree') return { reason: l10n.t('an OpenAssistant tree') };
  const title = formatFor(record, reading)?.title ?? format;
  return { reason: l10n.t('whose order Plackett reads and does not write ({0})', title) };
}

function isComplete(tiers: Tiers, count: number): boolean {
  const named = new Set(tiers.flat());
  return named.size === count && tiers.flat().length === count && [...named].every((index) => index < count);
}

/** Whether the same completions to the same prompt stand in these tiers, whatever their order in the record. */
function saysSame(after: Example, before: Example, tiers: Tiers): boolean {
  const said = (example: Example, order: Tiers) =>
    JSON.stringify([
      example.prompt,
      order.map((tier) => tier.map((index) => JSON.stringify(example.completions[index])).sort()),
    ]);
  return said(after, after.tiers) === said(before, tiers);
}
