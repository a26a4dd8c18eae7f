import type { Plan } from './planChanges.ts';

/** Refused records that a message names; the log has all of them. */
const mostNamed = 3;

/** `7 flipped, 2 dropped, 1 could not be changed: line 45, an OpenAssistant tree.` */
export function planWords({ counts, refused, lost }: Plan): string {
  const parts = [
    counts.flip > 0 && `${counts.flip} flipped`,
    counts.rerank > 0 && `${counts.rerank} re-ranked`,
    counts.drop > 0 && `${counts.drop} dropped`,
  ].filter((part) => part !== false);
  const done = parts.length > 0 ? parts.join(', ') : 'Nothing changed';
  const named = refused.slice(0, mostNamed).map(({ line, reason }) => `line ${line}, ${reason}`);
  const others =
    refused.length > mostNamed ? `; and ${refused.length - mostNamed} others, which the log names` : '';
  const left =
    refused.length > 0 ? `, ${refused.length} could not be changed: ${named.join('; ')}${others}` : '';
  const gone =
    lost.length > 0
      ? ` ${lost.length} ${lost.length === 1 ? 'decision was' : 'decisions were'} about text that is not in the file any more (line ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ' and others' : ''}).`
      : '';
  return `${done}${left}.${gone}`;
}

export function changesNothing({ changes }: Plan): boolean {
  return changes.length === 0;
}
