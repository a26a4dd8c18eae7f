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
    const c = text.charCodeAt(i);
    if (c !== 10 && (c !== 13 || text.charCodeAt(i + 1) === 10)) continue;
    breaks++;
    lineStart = i + 1;
  }
  if (breaks > 0) return { line: line + breaks, column: offset - lineStart + 1 };
  // Editors do not count a byte order mark.
  const hidden = text.charCodeAt(from) === 0xfeff ? 1 : 0;
  return { line, column: column + Math.max(0, offset - from - hidden) };
}
