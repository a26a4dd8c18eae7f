import * as l10n from '@vscode/l10n';
import type { Tiers } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { keyText } from '../jsonText.ts';
import { isSecondFirst, type LineEdit, membersAt, type Relabelled, swapped } from './lineEdit.ts';

/** Never looked into: what stands there is of the question, or describes tools. */
const closed = new Set(['prompt', 'tools', 'conversations', 'context', 'history', 'system']);

/**
 * `chosen` and `rejected` change places, and with them all that is named after a side: scores, log-probs, model names, also
 * in objects beside (`{"scores": {"chosen": 4, "rejected": 2}}`). A copy of the chosen conversation under `messages`, as
 * UltraFeedback-binarized has it, becomes one of the new chosen. A name whose counterpart is missing would say something
 * wrong afterwards: then nothing is changed.
 */
export function swapSides(text: string, tiers: Tiers): Relabelled {
  if (!isSecondFirst(tiers))
    return { reason: l10n.t('a pair of chosen and rejected, which cannot hold a tie') };
  const edits: LineEdit[] = [];
  const lone = swapIn(text, [], edits);
  if (lone !== undefined)
    return {
      reason: l10n.t(
        'where "{0}" has no counterpart "{1}" to change places with',
        short(lone),
        short(mirrored(lone) ?? ''),
      ),
    };
  return [...edits, ...copyOfChosen(text)];
}

/** Adds the edits of one object and of those inside it; the name of a side that stands alone, where there is one. */
function swapIn(text: string, path: Path, edits: LineEdit[]): string | undefined {
  const members = membersAt(text, path, (key) => keyText(text, key));
  for (const [name, value] of members) {
    const other = mirrored(name);
    if (other !== undefined) {
      if (!members.has(other)) return name;
      if (name < other) edits.push(...swapped(text, [...path, name], [...path, other]));
    } else if (text[value.start] === '{' && !closed.has(name)) {
      const lone = swapIn(text, [...path, name], edits);
      if (lone !== undefined) return lone;
    }
  }
  return undefined;
}

/** `chosen_score` for `rejected_score` and the other way round; undefined for a name of neither side, or of both. */
function mirrored(name: string): string | undefined {
  const [chosen, rejected] = [/chosen/i.test(name), /rejected/i.test(name)];
  if (chosen === rejected) return undefined;
  return chosen
    ? name.replace(/chosen/gi, (word) => likeCase(word, 'rejected'))
    : name.replace(/rejected/gi, (word) => likeCase(word, 'chosen'));
}

function likeCase(like: string, word: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase();
  return like[0] === like[0].toUpperCase() ? word[0].toUpperCase() + word.slice(1) : word;
}

function copyOfChosen(text: string): LineEdit[] {
  const members = membersAt(text, [], (key) => keyText(text, key));
  const [copy, chosen, rejected] = ['messages', 'chosen', 'rejected'].map((name) => {
    const value = members.get(name);
    return value && text.slice(value.start, value.end);
  });
  const at = members.get('messages');
  if (!at || copy === undefined || chosen === undefined || rejected === undefined) return [];
  const isCopy = JSON.stringify(JSON.parse(copy)) === JSON.stringify(JSON.parse(chosen));
  return isCopy ? [{ ...at, text: rejected }] : [];
}

/** Names come from a dataset. */
function short(name: string): string {
  return name.slice(0, 40);
}
