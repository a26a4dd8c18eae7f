import type { RecordView } from '../../extension/browse/shown.ts';
import { hostileText } from './states.ts';

/** One ranking with a problem, and hostile text in everything. */
export const record: Omit<RecordView, 'line'> = {
  lines: 1,
  rankings: [
    {
      id: '<b>id</b>',
      prompt: hostileText.prompt,
      completions: hostileText.completions,
      tiers: [[3], [0, 1], [2], [5], [4]],
      scores: [5, 5, 4, 9, 1, 2],
      slices: { source: '<i>web</i>', turns: 2 },
    },
  ],
  problems: [
    {
      code: 'duplicate-record',
      severity: 'warning',
      message: 'The same as line 2.',
      line: 7,
      column: 1,
      other: 2,
    },
  ],
};
