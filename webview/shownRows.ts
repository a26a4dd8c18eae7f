import { type Filter, matches } from './filter.ts';
import type { Query } from './query/check.ts';
import { evaluate } from './query/evaluate.ts';
import { queryColumn } from './query/fields.ts';
import type { FilterResults } from './query/overCompletions.ts';

/** A text that is looked for in the file. */
export interface TextSearch {
  readonly done: boolean;
  /** 1-based lines of the records that hold it, ascending. */
  readonly lines: Uint32Array;
  /** Why it ended early. */
  readonly error: string | undefined;
}

/** [n] 1 where the chosen filter, the query and what is brushed on charts (absent = all) let a row through. */
export function shownRows(
  filter: Filter,
  query: Query | undefined,
  results: FilterResults,
  searches: ReadonlyMap<string, TextSearch>,
  brushed?: Uint8Array,
): Uint8Array {
  const { rows, derived } = results;
  const n = rows.line.length;
  const out = query
    ? evaluate(query, {
        n,
        column: (field) => queryColumn(field, results),
        search: (text) => rowsOnLines(rows.line, searches.get(text)?.lines),
      })
    : new Uint8Array(n).fill(1);
  if (filter !== 'all') for (let row = 0; row < n; row++) out[row] &= +matches(filter, rows, derived, row);
  if (brushed) for (let row = 0; row < n; row++) out[row] &= brushed[row];
  return out;
}

/** Rows whose record begins on one of the lines. */
function rowsOnLines(line: Uint32Array, lines: Uint32Array | undefined): Uint8Array {
  const out = new Uint8Array(line.length);
  if (!lines || lines.length === 0) return out;
  const found = new Uint8Array(lines[lines.length - 1] + 1);
  for (const at of lines) found[at] = 1;
  for (let row = 0; row < out.length; row++) out[row] = found[line[row]] ?? 0;
  return out;
}
