import * as l10n from '@vscode/l10n';
import type { Plan } from './planChanges.ts';

/** Refused records that a message names; the log has all of them. */
const mostNamed = 3;

/** `7 flipped, 2 dropped, 1 could not be changed: line 45, an OpenAssistant tree.` */
export function planWords({ counts, refused, lost }: Plan): string {
  const parts = [
    counts.flip > 0 && l10n.t('{0} flipped', counts.flip),
    counts.rerank > 0 && l10n.t('{0} re-ranked', counts.rerank),
    counts.drop > 0 && l10n.t('{0} dropped', counts.drop),
  ].filter((part) => part !== false);
  const done = parts.length > 0 ? parts.join(', ') : l10n.t('Nothing changed');
  const named = refused.slice(0, mostNamed).map(({ line, reason }) => l10n.t('line {0}, {1}', line, reason));
  if (refused.length > mostNamed)
    named.push(l10n.t('and {0} others, which the log names', refused.length - mostNamed));
  const all =
    refused.length > 0
      ? l10n.t('{0}, {1} could not be changed: {2}.', done, refused.length, named.join('; '))
      : `${done}.`;
  return lost.length > 0 ? `${all} ${lostWords(lost)}` : all;
}

function lostWords(lost: readonly number[]): string {
  const lines = lost.slice(0, 5).join(', ');
  if (lost.length === 1)
    return l10n.t('1 decision was about text that is not in the file any more (line {0}).', lines);
  return lost.length > 5
    ? l10n.t(
        '{0} decisions were about text that is not in the file any more (line {1} and others).',
        lost.length,
        lines,
      )
    : l10n.t(
        '{0} decisions were about text that is not in the file any more (line {1}).',
        lost.length,
        lines,
      );
}

export function changesNothing({ changes }: Plan): boolean {
  return changes.length === 0;
}
