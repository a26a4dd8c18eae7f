import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import esbuild from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import type { CheckCalls } from '../../../extension/dataset/checkProtocol.ts';

let folder: string;
let worker: Worker;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-worker-'));
  const outfile = path.join(folder, 'checkWorker.js');
  const entry = fileURLToPath(new URL('../../../extension/dataset/checkWorker.ts', import.meta.url));
  await esbuild.build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
  });
  worker = new Worker(outfile);
}, 60_000);
afterAll(async () => {
  await worker.terminate();
  await rm(folder, { recursive: true, force: true });
});

test('the bundled worker answers as checkLine does, line by line', async () => {
  const calls = createBirpc<CheckCalls>(
    {},
    { post: (message) => worker.postMessage(message), on: (listener) => worker.on('message', listener) },
  );
  const lines = [
    '{"prompt": "q", "responses": ["a", "b"], "ranking": [1, 2]}',
    '',
    '{"level": "info"}',
    '{"chosen',
  ];
  const answers = await calls.check(lines);
  expect(answers.map(({ problems }) => problems)).toEqual(lines.map((line) => checkLine(line).problems));
  expect(answers.map(({ looksLikeRanking }) => looksLikeRanking)).toEqual([true, undefined, false, false]);
});
