/** Where something is in a text file: 1-based line, and column in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where offsets of a record's text are in its file. `places` are those of its parts, which line feeds join; most have one. */
export function physicalRange(
  places: readonly Place[],
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Place & { readonly endLine: number; readonly endColumn: number } {
  const at = physical(places, text, start);
  const last = physical(places, text, end);
  return { ...at, endLine: last.line, endColumn: last.column };
}

/** The offset in the text of a record of one part that is at a place of its file; outside of the text for one that is. */
export function offsetAt(begins: Place, text: string, { line, column }: Place): number {
  if (line <= begins.line) return line < begins.line ? -1 : column - begins.column;
  let at = 0;
  for (let breaks = line - begins.line; breaks > 0 && at < text.length; at++) if (isBreak(text, at)) breaks--;
  return at + column - 1;
}

/** The last character of a line end: a record that takes several lines has carriage returns for line feeds. */
function isBreak(text: string, i: number): boolean {
  const c = text.charCodeAt(i);
  return c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10);
}

function physical(places: readonly Place[], text: string, offset: number): Place {
  let from = 0;
  let part = 0;
  // Only a record of several parts has line feeds between them.
  for (let end = text.indexOf('\n'); part + 1 < places.length && end >= 0 && end < offset; part++) {
    from = end + 1;
    end = text.indexOf('\n', from);
  }
  const { line, column } = places[part];
  let breaks = 0;
  let lineStart = from;
  for (let i = from; i < offset; i++) {
    if (!isBreak(text, i)) continue;
    breaks++;
    lineStart = i + 1;
  }
  if (breaks > 0) return { line: line + breaks, column: offset - lineStart + 1 };
  // Editors do not count a byte order mark.
  const hidden = text.charCodeAt(from) === 0xfeff ? 1 : 0;
  return { line, column: column + Math.max(0, offset - from - hidden) };
}
