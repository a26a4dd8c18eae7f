import type { RawLine } from '../lines.ts';
import { type RecordOptions, readRecords } from '../records.ts';
import { physicalRange } from './physical.ts';

export interface RecordOver {
  readonly raw: RawLine;
  /** 1-based and inclusive. */
  readonly line: number;
  readonly endLine: number;
}

/**
 * The record of a text file that takes a physical line (1-based), where records have no line each: arrays, objects in any spacing. Of
 * several on it the last that begins there. Undefined where there is none, and in files of lines. Rejects as `readLines`.
 */
export async function recordOver(
  path: string,
  line: number,
  options: Pick<RecordOptions, 'reading' | 'signal'> = {},
): Promise<RecordOver | undefined> {
  let raw: RawLine | undefined;
  look: for await (const block of readRecords(path, options))
    for (const one of block) {
      if (!one.place) return undefined;
      if (one.place.line > line) break look;
      raw = one;
    }
  if (!raw?.place) return undefined;
  const { text, place, places = [place] } = raw;
  const range = physicalRange(places, text, { start: 0, end: text.length });
  return range.endLine < line ? undefined : { raw, line: range.line, endLine: range.endLine };
}
