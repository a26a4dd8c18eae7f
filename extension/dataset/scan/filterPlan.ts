import { stat } from 'node:fs/promises';
import { containerOf } from '../containers/containerOf.ts';
import { preferenceTally } from '../isPreferenceDataset.ts';
import { type RawLine, readLines } from '../lines.ts';
import { formatFor } from '../reading.ts';
import { recordIn } from '../recordIn.ts';
import type { RecordOptions } from '../records.ts';
import { type FilterReading, filterReading } from './filterReading.ts';

/** From where on the scanner may look at a file, and how. */
export interface FilterPlan {
  readonly from: Pick<RawLine, 'line' | 'byteOffset'>;
  readonly filter: FilterReading;
  /** Of the file, as it was. */
  readonly bytes: number;
}

const chunkBytes = 2 ** 16;

/**
 * Undefined where all of a file is to be looked at line by line: its records are no lines or take several, it can be read only once, it is read
 * in a way the scanner does not know, or it ends before it is known whether it holds rankings. The lines up to there tell that.
 */
export async function filterPlan(path: string, options: RecordOptions): Promise<FilterPlan | undefined> {
  const { reading = {} } = options;
  const filter = filterReading(reading);
  if (!filter) return undefined;
  const stats = await stat(path);
  if (!stats.isFile()) return undefined;
  const { kind, packing } = await containerOf(path);
  if (kind !== 'lines' || packing) return undefined;
  const tally = preferenceTally();
  let isKnown = false;
  for await (const lines of readLines(path, { ...options, chunkBytes }))
    for (const raw of lines) {
      if (tally.decided()) return isKnown ? { from: raw, filter, bytes: stats.size } : undefined;
      if (raw.problem?.data?.utf16) return undefined;
      tally.add(raw.text);
      const record = recordIn(raw.text);
      const format = record && formatFor(record, reading);
      if (format?.group) return undefined;
      if (format) isKnown = true;
    }
  return undefined;
}
