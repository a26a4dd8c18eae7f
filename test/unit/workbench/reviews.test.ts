import path from 'node:path';
import { expect, test } from 'vitest';
import { decided, undecided } from '../../../extension/preference/decision.ts';
import { noRows, type Rows } from '../../../extension/preference/rows.ts';
import { DecisionLog, readDecisions } from '../../../extension/run/decisions.ts';
import type { RunRecord } from '../../../extension/run/evaluation.ts';
import { Reviews } from '../../../extension/workbench/reviews.ts';
import { Run } from '../../../extension/workbench/run.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const dataset = '/data/rankings.jsonl';
const model = (fingerprint: string) => ({ fingerprint }) as NonNullable<RunRecord['policy']>;

function rowsOf(hash: readonly string[]): Rows {
  const n = hash.length;
  return {
    ...noRows,
    offsets: new Uint32Array(n + 1),
    line: Uint32Array.from(hash, (_, i) => i + 1),
    lines: new Uint32Array(n).fill(1),
    status: new Uint8Array(n),
    hash,
  };
}

/** Reviews over runs that lie on disk, oldest first, of which the last is shown. */
function reviewsOf(runs: readonly { name: string; policy: string; rows: Rows }[], runFolder = true) {
  const storage = temporaryFolder();
  const folder = (name: string) => path.join(storage, 'runs', name);
  const record = ({ name, policy }: (typeof runs)[number], i: number): RunRecord => ({
    folder: folder(name),
    request: { dataset, scoring: {} as RunRecord['request']['scoring'] },
    startedAt: `2026-01-0${i + 1}`,
    state: 'done',
    policy: model(policy),
  });
  const last = runs[runs.length - 1];
  const run = new Run(last.name, {
    dataset,
    scoring: {} as RunRecord['request']['scoring'],
    ...(runFolder ? { runFolder: folder(last.name) } : {}),
  });
  run.policy = model(last.policy);
  run.append(last.rows);
  const warnings: string[] = [];
  const reviews = new Reviews(
    {
      runFor: (file) => (file === dataset ? run : undefined),
      stored: async () => [
        ...runs.map(record),
        { ...record(last, 0), request: { ...record(last, 0).request, dataset: '/other.jsonl' } },
      ],
    },
    {
      storedPlaces: async (asked) => {
        const found = runs.find(({ name }) => folder(name) === asked);
        if (!found || found.policy === 'broken') throw new Error('no rows');
        return { hash: found.rows.hash, place: Float64Array.from(found.rows.hash, (_, i) => i / 10) };
      },
    },
    storage,
    { warn: (message: string) => void warnings.push(message) },
  );
  return { reviews, folder, storage, warnings };
}

test('decisions are kept beside the run, follow the text into the next run, and are said when it is gone', async () => {
  const first = reviewsOf([{ name: 'a', policy: 'p', rows: rowsOf(['x', 'y', 'z']) }]);
  const flip = decided({ ...undecided, tags: ['t'] }, 'flip', [[0], [1]]);
  await first.reviews.decide(dataset, 0, flip);
  await first.reviews.decide(dataset, 2, decided(undecided, 'drop', [[0], [1]]));
  await first.reviews.decide(dataset, 99, flip);
  await first.reviews.decide('/other.jsonl', 0, flip);
  expect(await readDecisions(first.folder('a'))).toHaveLength(2);

  const next = reviewsOf([
    { name: 'a', policy: 'p', rows: rowsOf(['x', 'y', 'z']) },
    { name: 'b', policy: 'p', rows: rowsOf(['new', 'x']) },
  ]);
  for (const decision of await readDecisions(first.folder('a')))
    await new DecisionLog(next.folder('a')).append(decision);
  expect(await next.reviews.facts(dataset)).toEqual({
    decisions: [{ row: 1, decision: flip }],
    lost: [3],
    places: [],
  });
  await next.reviews.decide(dataset, 1, { ...undecided, note: 'later' });
  expect((await next.reviews.facts(dataset)).decisions).toEqual([
    { row: 1, decision: { ...undecided, note: 'later' } },
  ]);
  expect(await readDecisions(next.folder('b'))).toHaveLength(1);
  await next.reviews.applied(dataset, await readDecisions(first.folder('a')));
  expect((await next.reviews.facts(dataset)).lost).toEqual([]);
});

test('a run without a folder has its decisions in a place of the dataset’s own', async () => {
  const { reviews, folder } = reviewsOf([{ name: 'a', policy: 'p', rows: rowsOf(['x']) }], false);
  await reviews.decide(dataset, 0, decided(undecided, 'keep', [[0], [1]]));
  expect(await readDecisions(folder('a'))).toEqual([]);
  expect((await reviews.facts(dataset)).decisions).toHaveLength(1);
  expect(await reviews.decisionsOf('/other.jsonl')).toEqual([]);
});

test('of each other model the newest run has a say; one that cannot be read is left out and logged', async () => {
  const { reviews, warnings } = reviewsOf([
    { name: 'a', policy: 'other', rows: rowsOf(['y', 'x']) },
    { name: 'b', policy: 'other', rows: rowsOf(['x', 'w', 'y']) },
    { name: 'c', policy: 'broken', rows: rowsOf(['x']) },
    { name: 'd', policy: 'p', rows: rowsOf(['z', 'y']) },
    { name: 'e', policy: 'p', rows: rowsOf(['x', 'y', 'z']) },
  ]);
  const { places } = await reviews.facts(dataset);
  expect(places.map((place) => [...place])).toEqual([[0, 0.2, Number.NaN]]);
  expect(warnings).toEqual([expect.stringMatching(/is left out of the review: no rows/)]);
});
