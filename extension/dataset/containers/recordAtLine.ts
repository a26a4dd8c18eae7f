import { type RecordOptions, readRecords } from '../records.ts';

/**
 * The number by which readers know the record on a physical line (1-based) of a text file: that line, where the file has a record a
 * line; else the number of the last record that begins at it or before. Undefined where none does. Rejects as `readLines`.
 */
export async function recordAtLine(
  path: string,
  line: number,
  options: Pick<RecordOptions, 'signal'> = {},
): Promise<number | undefined> {
  let found: number | undefined;
  for await (const block of readRecords(path, options))
    for (const { place, line: number } of block) {
      if (!place) return line;
      if (place.line > line) return found;
      found = number;
    }
  return found;
}
