import { Status, separateFlag, truncatedFlag } from '../preference/rows.ts';
import type { Counts } from './evaluation.ts';
import type { RowFacts } from './rowsBuilder.ts';

/** Counts what becomes of the examples. */
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
  return {
    counts,
    add({ status, flags }: Pick<RowFacts, 'status' | 'flags'>): void {
      counts.examples++;
      if (status === Status.ok) counts.scored++;
      else if (status === Status.failed) counts.failed++;
      else if (status === Status.noPreference) counts.noPreference++;
      else counts.malformed++;
      if (flags & truncatedFlag) counts.truncated++;
      if (flags & separateFlag) counts.separate++;
    },
  };
}
