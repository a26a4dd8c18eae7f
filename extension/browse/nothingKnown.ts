import type { BrowseState } from './shown.ts';

/** Of a file that was not looked at yet, or cannot be. */
export const nothingKnown: BrowseState = {
  unit: 'line',
  words: [],
  format: undefined,
  bytes: 0,
  records: 0,
  indexed: 0,
  checked: 0,
  problems: [],
  matches: undefined,
  appended: 0,
};
