import * as l10n from '@vscode/l10n';
import { codePointName } from '../visibleText.ts';
import type { PageToken } from './contract.ts';

const signs: Readonly<Record<string, string>> = { ' ': '·', '\n': '↵\n', '\t': '→' };

/**
 * More than in running text, as a token stands alone: also carriage returns, every space that is not U+0020, joiners and
 * variation selectors. Not the Arabic signs that are drawn.
 */
const unseen =
  /(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** A token as it is drawn: white space by signs, what would be invisible by name, a part of a character by its bytes. */
export function spelled({ text, bytes }: PageToken): string {
  if (bytes !== undefined) return `‹${bytes}›`;
  if (text === '') return '‹›';
  return text.replace(unseen, (character) => signs[character] ?? `‹${nameOf(character)}›`);
}

/** `id 318, " is"`; of a part of a character its bytes, and the character. */
export function idWords(token: PageToken): string {
  const { id, text, special, bytes, of } = token;
  const what = bytes === undefined ? quoted(text) : l10n.t('bytes {0}', bytes);
  const parts = [l10n.t('id {0}', id), what];
  if (of !== undefined) parts.push(l10n.t('part of {0}', quoted(of)));
  if (special)
    parts.push(
      l10n.t({ message: 'special', comment: ['A token with a meaning of its own, as one that ends a text'] }),
    );
  return parts.join(', ');
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(unseen, (character) => (character === ' ' ? ' ' : nameOf(character)));
}

const nameOf = (character: string) => codePointName(character.codePointAt(0)!);
