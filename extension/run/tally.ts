import { Status, type StatusCode, separateFlag, truncatedFlag } from '../preference/rows.ts';
import type { Counts } from './evaluation.ts';
import type { RowFacts } from './rowsBuilder.ts';

/** Counts what becomes of the examples, and keeps the first of each kind. */
export function tally() {
  const counts: { -readonly [K in keyof Counts]: Counts[K] } = {
    examples: 0,
    scored: 0,
    failed: 0,
    noPreference: 0,
    malformed: 0,
    truncated: 0,
    separate: 0,
  };
  const first = new Map<StatusCode, { readonly line: number; readonly reason: string }>();
  return {
    counts,
    first,
    add({ line, status, reason, flags }: Pick<RowFacts, 'line' | 'status' | 'reason' | 'flags'>): void {
      counts.examples++;
      if (status === Status.ok) counts.scored++;
      else if (status === Status.failed) counts.failed++;
      else if (status === Status.noPreference) counts.noPreference++;
      else counts.malformed++;
      if (flags & truncatedFlag) counts.truncated++;
      if (flags & separateFlag) counts.separate++;
      if (reason !== undefined && line < (first.get(status)?.line ?? Number.POSITIVE_INFINITY))
        first.set(status, { line, reason });
    },
  };
}

export type Tally = ReturnType<typeof tally>;
