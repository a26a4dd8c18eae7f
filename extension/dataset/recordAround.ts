import type { Reading } from './reading.ts';
import { groupKeyOf } from './records.ts';

/** Lines of a document that follow each other, and the one that is asked about. */
export interface LinesAround {
  readonly texts: readonly string[];
  /** Index of the one. */
  readonly at: number;
  /** The document goes on before the first, and after the last. */
  readonly moreBefore: boolean;
  readonly moreAfter: boolean;
}

export interface RecordAround {
  /** Indices of its first line, and of the one after its last. */
  readonly first: number;
  readonly end: number;
  /** Its lines, joined as by `readRecords`. */
  readonly text: string;
}

/**
 * The record that a line is one of, as `readRecords` gives it, told from the lines around it alone. Only the record's own lines and the
 * two beside it are parsed. Undefined where it may go on beyond the lines that are given.
 */
export function recordAround(
  { texts, at, moreBefore, moreAfter }: LinesAround,
  reading: Reading = {},
): RecordAround | undefined {
  let [first, end] = [at, at + 1];
  const key = groupKeyOf(texts[at], reading);
  if (key !== undefined) {
    while (first > 0 && groupKeyOf(texts[first - 1], reading) === key) first--;
    while (end < texts.length && groupKeyOf(texts[end], reading) === key) end++;
    if ((first === 0 && moreBefore) || (end === texts.length && moreAfter)) return undefined;
  }
  return { first, end, text: texts.slice(first, end).join('\n') };
}
