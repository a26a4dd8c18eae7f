import { readRecords } from '../dataset/records.ts';
import { findLines, textMatcher } from './findText.ts';
import type { NumberList } from './numberList.ts';
import type { ProblemStore } from './problemStore.ts';
import { type RecordSource, recordOfLine } from './recordReader.ts';
import type { BrowseFilter } from './shown.ts';

/** Records that a filter lets through, by their first lines, ascending; they come as they are found. */
export interface Matches {
  readonly lines: NumberList;
  /** Of the file that was looked at, 0 to 1. */
  share: number;
}

/** What a filter that asks for a problem only lets through: the list itself, which grows as the file is checked. */
export function problemLines(store: ProblemStore, code: string): NumberList {
  return code === 'any' ? store.anywhere : store.recordsWith(code);
}

/**
 * Fills `matches` with the records that hold the filter's text, and its problem where it names one. `told` is called as it goes on. Rejects
 * with the signal's reason.
 */
export async function findMatches(
  source: RecordSource,
  { code, text = '' }: BrowseFilter,
  { store, bytes, matches, signal, told }: FindContext,
): Promise<void> {
  if (code !== undefined) {
    const candidates = problemLines(store, code);
    const isMatch = textMatcher(text);
    for (let i = 0; i < candidates.length; i++) {
      signal.throwIfAborted();
      const line = candidates.at(i);
      const raw = await recordOfLine(source, line);
      if (raw && isMatch(raw.text)) matches.lines.push(line);
      matches.share = (i + 1) / candidates.length;
      told();
    }
  } else if (source.way === 'lines') {
    for await (const found of findLines(source.path, text, signal)) {
      for (const line of found.lines) matches.lines.push(line);
      matches.share = Math.min(1, found.bytes / bytes);
      told();
    }
  } else {
    const isMatch = textMatcher(text);
    const { index } = source;
    let done = 0;
    for await (const block of readRecords(source.path, { reading: source.reading, signal }))
      for (const raw of block) {
        if (isMatch(raw.text)) matches.lines.push(raw.line);
        // A search without an index knows only how far into the file it is.
        matches.share = Math.min(0.999, index.count > 0 ? ++done / index.count : raw.byteOffset / bytes);
        told();
      }
  }
  matches.share = 1;
}

export interface FindContext {
  readonly store: ProblemStore;
  /** That are read. */
  readonly bytes: number;
  readonly matches: Matches;
  readonly signal: AbortSignal;
  readonly told: () => void;
}
