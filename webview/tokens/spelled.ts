import { codePointName, visibleText } from '../visibleText.ts';
import type { PageToken } from './contract.ts';

const signs: Readonly<Record<string, string>> = { ' ': '·', '\n': '↵\n', '\t': '→' };

/** A token as it is drawn: white space by signs, what would be invisible by name, a part of a character by its bytes. */
export function spelled({ text, bytes }: PageToken): string {
  if (bytes !== undefined) return `‹${bytes}›`;
  if (text === '') return '‹›';
  return visibleText(text)
    .map((piece) =>
      typeof piece === 'string'
        ? piece.replace(/[ \n\t]/g, (space) => signs[space])
        : `‹${codePointName(piece.codePoint)}›`,
    )
    .join('');
}

/** `id 318, " is"`; of a part of a character its bytes, and the character. */
export function idWords(token: PageToken): string {
  const { id, text, special, bytes, of } = token;
  const what = bytes === undefined ? quoted(text) : `bytes ${bytes}`;
  const part = of === undefined ? '' : `, part of ${quoted(of)}`;
  return `id ${id}, ${what}${part}${special ? ', special' : ''}`;
}

function quoted(text: string): string {
  const pieces = visibleText(JSON.stringify(text));
  return pieces.map((piece) => (typeof piece === 'string' ? piece : codePointName(piece.codePoint))).join('');
}
