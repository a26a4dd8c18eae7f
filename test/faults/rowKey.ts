import type { RowFacts } from '../../extension/run/rowsBuilder.ts';
import type { StoredRun } from '../../extension/run/stored/readRun.ts';
import { factsOf } from '../../extension/run/stored/rowFacts.ts';

/** A text that is another one when any bit of a row is: JavaScript writes a double with as many digits as tell it from all others. */
export function rowKey(row: RowFacts): string {
  const listed = (values: ArrayLike<number>) => Array.from(values, String).join();
  const { tier, tokens, policyLogp, referenceLogp, ...rest } = row;
  return JSON.stringify([rest, ...[tier, tokens, policyLogp, referenceLogp].map(listed)]);
}

/** In the order of the run. */
export function rowKeys(run: StoredRun): string[] {
  return Array.from(run.rows.line, (_, row) => rowKey(factsOf(run, row)));
}
