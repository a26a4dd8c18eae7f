/** What an editor says about an edit: the lines it replaced (0-based, both inclusive) and the text that stands there now. */
export interface LineChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/** Lines as VS Code counts them: LF, CRLF and a lone CR end a line, U+2028 does not. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/**
 * One entry per line, after edits: touched lines get fresh entries, all others keep theirs and move along.
 * So an entry stands for a line's text: an answer that comes after an edit lands in an entry that nobody holds.
 * Changes are applied one after the other, as VS Code reports them.
 */
export function applyChanges<T>(
  entries: readonly T[],
  changes: readonly LineChange[],
  fresh: () => T,
): readonly T[] {
  // VS Code reports from the last change to the first, so what lies behind a change is final:
  // `parts` collects it from the end, in one pass even for 100,000 replacements.
  let rest = entries;
  let end = rest.length;
  let parts: T[][] = [];
  for (const { startLine, endLine, text } of changes) {
    if (parts.length > 0 && endLine > end) {
      rest = [...parts, rest.slice(0, end)].reverse().flat();
      end = rest.length;
      parts = [];
    }
    if (parts.length > 0 && endLine === end) parts.push(parts.pop()!.slice(1));
    else parts.push(rest.slice(endLine + 1, end));
    parts.push(splitLines(text).map(fresh));
    end = startLine;
  }
  return [...parts, rest.slice(0, end)].reverse().flat() as T[];
}
