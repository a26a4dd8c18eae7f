import type { BrowseState } from '../../../extension/browse/shown.ts';

/** A file that was read and checked, with problems. */
export const problems: BrowseState = {
  unit: 'line',
  words: ['Read as Plackett: responses and ranking.'],
  format: 'Plackett: responses and ranking',
  bytes: 1000,
  records: 5000,
  indexed: 1,
  checked: 1,
  problems: [
    { code: 'ranking-duplicate', severity: 'error', count: 2 },
    { code: 'responses-alike', severity: 'warning', count: 1200 },
  ],
  matches: undefined,
  appended: 0,
};
