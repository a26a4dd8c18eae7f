import { codePointName, visibleText } from '../../../webview/visibleText.ts';

/** A text of somebody else on one line: what would be invisible or reorder its neighbours is named, and what is cut off is counted. */
export function plainText(text: string, most: number): string {
  const start = text.length > most ? text.slice(0, most) : text;
  const shown = visibleText(start)
    .map((piece) => (typeof piece === 'string' ? piece : `[${codePointName(piece.codePoint)}]`))
    .join('')
    .replace(/\s+/g, ' ');
  const left = text.length - start.length;
  return left > 0 ? `${shown} [cut: ${left.toLocaleString('en')} more characters]` : shown;
}

/** Lines as long as they fit into `most` characters; then how many are left out. */
export function boundedLines(lines: readonly string[], most: number): string {
  const note = (left: number) => `[cut: ${left.toLocaleString('en')} more ${left === 1 ? 'line' : 'lines'}]`;
  const room = most - note(lines.length).length - 1;
  let [length, taken] = [0, 0];
  while (taken < lines.length && length + lines[taken].length + 1 <= room)
    length += lines[taken++].length + 1;
  if (taken === lines.length) return lines.join('\n');
  return [...lines.slice(0, taken), note(lines.length - taken)].join('\n');
}
