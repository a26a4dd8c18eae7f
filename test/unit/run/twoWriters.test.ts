import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readRun } from '../../../extension/run/stored/readRun.ts';
import { rowKeys } from '../../faults/rowKey.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

// Two windows are two processes with one folder of runs and one of known log-probs.

let cli: string;
let models: string[];
beforeAll(async () => {
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
  const reference = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 2) });
  models = ['--policy', tinyFolder({ past: 'split' }), '--reference', reference, '--provider', 'cpu'];
});

interface Evaluation {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number; said: string }>;
}

function evaluate(dataset: string, run: string, ...more: string[]): Evaluation {
  const args = [cli, 'evaluate', dataset, ...models, '--run', run, '--batch-tokens', '64', ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code, said })) };
}

const rowsOf = async (folder: string) => rowKeys(await readRun(folder));
const hasRows = async (folder: string) => {
  for (let i = 0; i < 500; i++) {
    const rows = await rowsOf(folder).catch(() => []);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no rows came');
};

test('two runs of one dataset at once are two folders, each whole, with one cache', async () => {
  const dataset = datasetFile(rankings(300));
  const folder = temporaryFolder();
  const cache = ['--cache', path.join(folder, 'cache')];
  const runs = [0, 1].map((n) => path.join(folder, `run ${n}`));
  const ends = await Promise.all(runs.map((run) => evaluate(dataset, run, ...cache).ended));
  expect(
    ends.map(({ code }) => code),
    ends.map(({ said }) => said).join('\n'),
  ).toEqual([0, 0]);
  const alone = path.join(folder, 'alone');
  await evaluate(dataset, alone, '--no-cache').ended;
  for (const run of runs) expect(await rowsOf(run)).toEqual(await rowsOf(alone));
  // What both put into the cache is whole, too.
  const known = path.join(folder, 'known');
  await evaluate(dataset, known, ...cache).ended;
  expect(await rowsOf(known)).toEqual(await rowsOf(alone));
}, 120_000);

test('a run that another process writes is not gone on with: said with the next step, and nothing is mixed', async () => {
  const dataset = datasetFile(rankings(1500));
  const run = path.join(temporaryFolder(), 'run');
  const first = evaluate(dataset, run, '--no-cache');
  await hasRows(run);
  const second = await evaluate(dataset, run, '--no-cache').ended;
  expect(second.code).not.toBe(0);
  expect(second.said).toMatch(
    new RegExp(
      `Another process writes into the run in .*process ${first.child.pid} on .*Wait until it has ended, or evaluate again to start a new run`,
    ),
  );
  expect((await first.ended).code).toBe(0);
  expect(await rowsOf(run)).toHaveLength(1500);
}, 120_000);

test('a writer that was stopped for good and killed lets the next one go on', async () => {
  const dataset = datasetFile(rankings(1500));
  const run = path.join(temporaryFolder(), 'run');
  const first = evaluate(dataset, run, '--no-cache');
  await hasRows(run);
  first.child.kill('SIGSTOP');
  expect((await evaluate(dataset, run, '--no-cache').ended).said).toMatch(/Another process writes/);
  first.child.kill('SIGKILL');
  await first.ended;
  expect((await evaluate(dataset, run, '--no-cache').ended).code).toBe(0);
  expect(await rowsOf(run)).toHaveLength(1500);
}, 120_000);
