import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { undecided } from '../../../extension/preference/decision.ts';
import { DecisionLog } from '../../../extension/run/decisions.ts';
import type { RunRecord } from '../../../extension/run/evaluation.ts';
import { readHeadline } from '../../../extension/run/headline.ts';
import { deleteRuns, listRunFolders } from '../../../extension/run/runFolders.ts';
import { plainName, writeRunName } from '../../../extension/run/runName.ts';
import { listRuns, openStore } from '../../../extension/run/store.ts';
import { temporaryFolder } from '../../fixtures/datasets.ts';

const row = (line: number, better: number) => ({
  line,
  byteOffset: 0,
  byteLength: 1,
  hash: `h${line}`,
  status: 0 as const,
  flags: 0,
  tier: [0, 1],
  tokens: [1, 1],
  policyLogp: [better, -2],
  referenceLogp: [-2, -2],
});

async function run(root: string, name: string, startedAt: string, better = -1): Promise<string> {
  const folder = path.join(root, name);
  const store = await openStore(folder);
  await store.append([row(1, better)]);
  const record: RunRecord = {
    folder,
    request: { dataset: '/data/rankings.jsonl', scoring: defaultScoring },
    startedAt,
    state: 'done',
  };
  await store.writeRecord(record);
  await store.close();
  return folder;
}

test('runs are listed newest first with their size and what people decided', async () => {
  const root = temporaryFolder();
  const older = await run(root, 'a', '2026-01-01T00:00:00Z');
  const newer = await run(root, 'b', '2026-01-02T00:00:00Z');
  const log = new DecisionLog(older);
  for (const verdict of ['flip', 'keep'] as const)
    await log.append({ ...undecided, verdict, hash: 'h1', line: 1, at: '2026-01-03' });
  const listed = await listRunFolders(root);
  expect(listed.map(({ record }) => record.folder)).toEqual([newer, older]);
  expect(listed.map(({ decisions }) => decisions)).toEqual([0, 1]);
  const files = ['manifest.json', ...readdirSync(path.join(newer, 'scores')).map((name) => `scores/${name}`)];
  const sizes = files.map((name) => statSync(path.join(newer, name)).size);
  expect(sizes).toHaveLength(2);
  expect(listed[0].bytes).toBe(sizes[0] + sizes[1]);
  expect(await listRunFolders(path.join(root, 'none'))).toEqual([]);
});

test('a name stays when an evaluation writes its manifest anew, and an empty one takes it away', async () => {
  const root = temporaryFolder();
  const folder = await run(root, 'a', '2026-01-01T00:00:00Z');
  await writeRunName(folder, '  first\u202e try\n ');
  expect((await listRuns(root))[0].name).toBe('first try');
  const store = await openStore(folder);
  await store.writeRecord({ ...store.record!, state: 'unfinished' });
  expect((await listRuns(root))[0]).toMatchObject({ name: 'first try', state: 'unfinished' });
  expect(readFileSync(path.join(folder, 'manifest.json'), 'utf8')).not.toContain('first try');
  await writeRunName(folder, ' ');
  expect((await listRuns(root))[0].name).toBeUndefined();
  expect(plainName('x'.repeat(500))).toHaveLength(100);
});

test('a headline is read once, at the beta of then, and again when the scores changed', async () => {
  const root = temporaryFolder();
  const folder = await run(root, 'a', '2026-01-01T00:00:00Z');
  const first = await readHeadline(folder, 0.1);
  expect(first).toMatchObject({ examples: 1, scored: 1, accuracy: 1, beta: 0.1 });
  expect(first.loss).toBeCloseTo(Math.log1p(Math.exp(-0.1)), 12);
  expect(first.chance).toBeCloseTo(Math.LN2, 12);
  // What is kept counts, as long as the parts are the same: nobody reads them.
  const [part] = readdirSync(path.join(folder, 'scores'));
  writeFileSync(path.join(folder, 'scores', part), '#');
  expect(await readHeadline(folder, 0.7)).toMatchObject({ beta: 0.1, loss: first.loss });
  const store = await openStore(folder);
  await store.append([row(1, -3)]);
  expect(await readHeadline(folder, 0.7)).toMatchObject({ examples: 1, accuracy: 0, beta: 0.7 });
});

test('only run folders of this root are deleted', async () => {
  const root = temporaryFolder();
  const [one, two] = [await run(root, 'a', '2026-01-01'), await run(root, 'b', '2026-01-02')];
  const elsewhere = await run(temporaryFolder(), 'c', '2026-01-03');
  const noRun = path.join(root, 'mine');
  mkdirSync(noRun);
  writeFileSync(path.join(noRun, 'thesis.txt'), 'x');
  for (const wrong of [elsewhere, root, path.join(root, '..'), path.join(one, 'deeper'), noRun])
    await expect(deleteRuns(root, [wrong]), wrong).rejects.toThrow();
  expect([one, two, elsewhere, noRun].every(existsSync)).toBe(true);
  await deleteRuns(root, [one, path.join(root, 'gone')]);
  expect([existsSync(one), existsSync(two)]).toEqual([false, true]);
});
