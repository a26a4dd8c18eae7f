import { meanPlaces, relativePlaces } from '../../extension/preference/agreedSuspicion.ts';
import type { LogProbColumns } from '../../extension/preference/columns.ts';
import { bySuspicion, suspicion } from '../../extension/preference/suspicion.ts';

export interface Queue {
  /** All rows with a say, the most suspect first: by this run, or by the mean of their places in all runs. */
  readonly all: Uint32Array;
  /** Those of them that this run finds likelier upside down. */
  readonly suspected: Uint32Array;
  /** [N] log-odds of the label upside down, nats at the run's own scale. */
  readonly values: Float64Array;
}

/** `others` as `ReviewFacts.places`. */
export function queueOf(columns: LogProbColumns, others: readonly Float64Array[]): Queue {
  const values = suspicion(columns);
  const all =
    others.length === 0
      ? bySuspicion(values)
      : bySuspicion(meanPlaces(relativePlaces(values), others).map((place) => -place));
  return { all, suspected: all.filter((row) => values[row] > 0), values };
}
