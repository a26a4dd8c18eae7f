import type { RowFacts } from '../rowsBuilder.ts';
import type { PartColumns } from './decodePart.ts';
import type { Entry } from './encodePart.ts';

/** One row of columns. The lists are views. */
export function factsOf({ rows, asked, ranked }: Omit<PartColumns, 'removed'>, row: number): RowFacts {
  const [from, to] = [rows.offsets[row], rows.offsets[row + 1]];
  return {
    line: rows.line[row],
    lines: rows.lines[row] === 1 ? undefined : rows.lines[row],
    byteOffset: rows.byteOffset[row],
    byteLength: rows.byteLength[row],
    hash: rows.hash[row],
    id: rows.id[row],
    status: rows.status[row] as RowFacts['status'],
    reason: rows.reason[row],
    flags: rows.flags[row],
    turns: rows.turns[row] || undefined,
    slices: rows.slices[row],
    asked: Number.isNaN(asked[row]) ? undefined : asked[row],
    ranked: Number.isNaN(ranked[row]) ? undefined : ranked[row],
    tier: rows.tier.subarray(from, to),
    tokens: rows.tokens.subarray(from, to),
    policyLogp: rows.policyLogp.subarray(from, to),
    referenceLogp: rows.referenceLogp.subarray(from, to),
  };
}

export function entriesOf(part: PartColumns): Entry[] {
  return Array.from(part.removed, (removed, row) =>
    removed ? { line: part.rows.line[row], removed: true } : factsOf(part, row),
  );
}
