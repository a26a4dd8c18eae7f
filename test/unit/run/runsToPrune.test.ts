import { expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import type { RunFolder } from '../../../extension/run/runFolders.ts';
import { runsToPrune } from '../../../extension/run/runsToPrune.ts';

const run = (
  folder: string,
  dataset: string,
  change: Partial<RunFolder> & { name?: string } = {},
): RunFolder => ({
  bytes: 1,
  decisions: 0,
  isBeingWritten: false,
  ...change,
  record: {
    folder,
    name: change.name,
    request: { dataset, scoring: defaultScoring },
    startedAt: '',
    state: 'done',
  },
});
const names = (runs: readonly RunFolder[]) => runs.map(({ record }) => record.folder);
const none = () => false;

test('of each dataset the newest stay, and so do runs that somebody needs', () => {
  const runs = [
    run('a5', 'a'),
    run('b2', 'b'),
    run('a4', 'a'),
    run('a3', 'a', { decisions: 1 }),
    run('a2', 'a', { name: 'baseline' }),
    run('b1', 'b'),
    run('a1', 'a'),
    run('a0', 'a', { isBeingWritten: true }),
  ];
  expect(names(runsToPrune(runs, 2, none))).toEqual(['a1']);
  expect(names(runsToPrune(runs, 1, none))).toEqual(['a4', 'b1', 'a1']);
  expect(names(runsToPrune(runs, 1, (folder) => folder === 'b1'))).toEqual(['a4', 'a1']);
});

test('without a number nothing is too old', () => {
  const runs = [run('a2', 'a'), run('a1', 'a')];
  for (const keep of [0, -1, Number.NaN]) expect(runsToPrune(runs, keep, none)).toEqual([]);
});
