/** A piece of dataset text: shown as it is, or named because it would be invisible or reorder its neighbours. */
export type TextPiece = string | { readonly codePoint: number };

/*
 * Controls and format characters (bidi, zero-width, tags), line and paragraph separators, lone surrogates.
 * Not line feed and tab; not the joiners, which shape letters and emoji; not the Arabic signs that are drawn.
 */
const hidden =
  /(?!\u200c|\u200d|[\n\t\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Named characters that are pieces of their own, with an element each: a million elements would stop the page. */
const mostNamed = 2000;

/** The pieces of a text, its Windows line ends as line feeds. After `most` named characters the rest is one piece, with names in brackets. */
export function visibleText(text: string, most = mostNamed): TextPiece[] {
  const lines = text.replaceAll('\r\n', '\n');
  const pieces: TextPiece[] = [];
  let named = 0;
  let at = 0;
  for (const match of lines.matchAll(hidden)) {
    if (named++ === most) {
      const name = (character: string) => `[${codePointName(character.codePointAt(0)!)}]`;
      pieces.push(lines.slice(at).replace(hidden, name));
      return pieces;
    }
    if (match.index > at) pieces.push(lines.slice(at, match.index));
    pieces.push({ codePoint: match[0].codePointAt(0)! });
    at = match.index + match[0].length;
  }
  if (at < lines.length) pieces.push(lines.slice(at));
  return pieces;
}

/** `U+200B` as people search for it. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The start of a long text, cut at a word where one ends nearby and never inside a surrogate pair. */
export function shortened(text: string, characters: number, lines: number): string {
  let end = text.length;
  for (let line = 0, at = -1; line < lines; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) break;
    if (line === lines - 1) end = at;
  }
  // A few more characters than the limit are not worth a button.
  if (end > characters * 1.2) {
    const space = text.lastIndexOf(' ', characters);
    end = space > characters * 0.8 ? space : characters;
    if (/[\ud800-\udbff]/.test(text[end - 1])) end--;
  }
  return text.slice(0, end);
}
