import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { concatRows, type Rows } from '../../../extension/preference/rows.ts';
import type { EvaluationEvents } from '../../../extension/run/evaluation.ts';
import { EvaluationClient } from '../../../extension/run/evaluationClient.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

let worker: string;
let policy: string;
beforeAll(async () => {
  worker = path.join(await bundle('evaluationWorker', 'scorerProcess'), 'evaluationWorker.js');
  policy = tinyFolder({ past: 'split' });
});

const clients: EvaluationClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

function clientOf(script: string) {
  const logs: string[] = [];
  const client = new EvaluationClient(script, (_level, message) => void logs.push(message));
  clients.push(client);
  return { client, logs };
}

function listener(onRows: (rows: Rows) => void = () => {}): EvaluationEvents & { parts: Rows[] } {
  const parts: Rows[] = [];
  return {
    parts,
    rows: (rows) => {
      parts.push(rows);
      onRows(rows);
    },
    progress: () => {},
    models: () => {},
    reading: () => {},
    log: () => {},
  };
}

const scoring = { ...defaultScoring, provider: 'cpu', batchTokens: 64 } as const;

test('evaluates in a worker thread; rows arrive as typed arrays and stand in the run folder', async () => {
  const { client, logs } = clientOf(worker);
  const root = temporaryFolder();
  const runFolder = path.join(root, 'run');
  const request = { dataset: datasetFile(rankings(6)), policy, reference: policy, scoring, runFolder };
  const events = listener();
  const end = await client.evaluate(request, events);
  expect(end).toMatchObject({ state: 'done', counts: { scored: 6 }, policy: { provider: 'cpu' } });
  const rows = concatRows(events.parts);
  expect(rows.policyLogp).toBeInstanceOf(Float64Array);
  expect(await client.readRun(runFolder)).toEqual(rows);
  expect(await client.listRuns(root)).toMatchObject([
    { folder: runFolder, state: 'done', versions: { onnxruntime: expect.stringMatching(/^\d/) } },
  ]);
  expect(logs.some((message) => /^scorer process \d+ started/.test(message))).toBe(true);
});

test('an error that a person can mend keeps its kind over thread and process', async () => {
  const { client } = clientOf(worker);
  const dataset = datasetFile(rankings(1));
  const request = { dataset, policy: folderWith({}), reference: policy, scoring };
  expect(await client.evaluate(request, listener())).toMatchObject({ state: 'failed', errorKind: 'model' });
});

test('cancel ends the run within a second; a second evaluation meanwhile is refused and disturbs nothing', async () => {
  const { client } = clientOf(worker);
  let cancelledAt = 0;
  let second: Promise<unknown> | undefined;
  let cancelled: Promise<void> | undefined;
  const request = { dataset: datasetFile(rankings(5000)), policy, reference: policy, scoring };
  const events = listener(() => {
    if (cancelledAt) return;
    second = client.evaluate(request, listener()).catch((error: Error) => error.message);
    cancelledAt = Date.now();
    cancelled = client.cancel();
  });
  const end = await client.evaluate(request, events);
  expect(Date.now() - cancelledAt).toBeLessThan(1000);
  expect(await second).toMatch(/running already/);
  await cancelled;
  expect(end.state).toBe('cancelled');
  expect(concatRows(events.parts).line.length).toBe(end.counts.examples);
  expect(end.counts.scored).toBeGreaterThan(0);
});

test('the exit of the worker rejects what is pending, and the next call starts a new one', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const script = path.join(folder, 'worker.cjs');
  writeFileSync(script, 'require("node:worker_threads").parentPort.on("message", () => process.exit(3))');
  const { client } = clientOf(script);
  await expect(client.providers()).rejects.toThrow('ended with code 3');
  await expect(client.listRuns(folder)).rejects.toThrow('ended with code 3');
});

test('setting the idle time starts nothing', async () => {
  const { client, logs } = clientOf(path.join(temporaryFolder(), 'there-is-no-worker.js'));
  client.setIdleMinutes(1);
  await client.cancel();
  await client.dispose();
  expect(logs).toEqual([]);
});

test('a thread that wants more memory than it may is stopped, said so, and the next call has another one', async () => {
  const script = path.join(temporaryFolder(), 'greedy.js');
  writeFileSync(
    script,
    `const all = [];
     require('node:worker_threads').parentPort.on('message', () => {
       for (;;) all.push(new Array(100_000).fill(0.5));
     });`,
  );
  const client = new EvaluationClient(
    script,
    () => {},
    () => {},
    64,
  );
  clients.push(client);
  for (let turn = 0; turn < 2; turn++)
    await expect(client.listRuns('/runs')).rejects.toMatchObject({
      kind: 'model',
      message: expect.stringMatching(/took more than 64 MB of memory.*What was scored is kept/),
    });
});
