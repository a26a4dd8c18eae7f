import { physicalRange } from './containers/physical.ts';
import type { RawLine } from './lines.ts';
import type { LocatedProblem } from './problem.ts';

/** A problem as editors and CI count: lines and columns from 1, columns in UTF-16 units, `endColumn` after the last one. */
export interface FileProblem extends LocatedProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What is of the whole file stands on its first line. */
export function onLine(found: LocatedProblem, line: number): FileProblem {
  return { ...found, line, column: 1, endLine: line, endColumn: 2 };
}

export function inFile(
  found: LocatedProblem,
  { line, lines = 1, text, place, places }: RawLine,
): FileProblem {
  if (place) return { ...found, ...physicalRange(places ?? [place], text, found) };
  // Editors do not count a byte order mark.
  const hidden = text.startsWith('\ufeff') && line === 1 ? 1 : 0;
  const at = (offset: number) => {
    const before = lines > 1 ? text.slice(0, offset).split('\n') : [];
    const own = before.length > 1 ? before[before.length - 1].length : Math.max(0, offset - hidden);
    return { line: line + Math.max(0, before.length - 1), column: own + 1 };
  };
  const [start, end] = [at(found.start), at(found.end)];
  return { ...found, ...start, endLine: end.line, endColumn: end.column };
}
