import { relativePlaces } from '../preference/agreedSuspicion.ts';
import { suspicion } from '../preference/suspicion.ts';
import { readRun } from './stored/readRun.ts';

/** How suspect each label is to one run that lies on disk. */
export interface StoredPlaces {
  /** [N] */
  readonly hash: readonly string[];
  /** [N] place among the run's examples, 0 = most suspect, 1 = least; NaN where it has no say. */
  readonly place: Float64Array;
}

export async function storedPlaces(folder: string): Promise<StoredPlaces> {
  const { rows } = await readRun(folder);
  return { hash: rows.hash, place: relativePlaces(suspicion(rows)) };
}
