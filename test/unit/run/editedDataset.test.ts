import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { lineHash } from '../../../extension/dataset/lineHash.ts';
import { Status } from '../../../extension/preference/rows.ts';
import { readRun, type StoredRun } from '../../../extension/run/stored/readRun.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { Random } from '../../fuzz/random.ts';

let cli: string;
let models: string[];
beforeAll(async () => {
  cli = path.join(await bundle('cli', 'scorerProcess'), 'cli.js');
  const policy = tinyFolder({ past: 'split' });
  models = ['--policy', policy, '--reference', policy, '--provider', 'cpu', '--batch-tokens', '64'];
});

async function evaluate(dataset: string, run: string): Promise<{ code: number; said: string }> {
  const args = [cli, 'evaluate', dataset, ...models, '--run', run, '--no-cache'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

/** Log-probs by what a row says of its record's text. */
function logpsByHash({ rows }: StoredRun): Map<string, number[]> {
  return new Map(
    rows.hash.map((hash, row) => [
      hash,
      [...rows.policyLogp.subarray(rows.offsets[row], rows.offsets[row + 1])],
    ]),
  );
}

const numbers = new Random(Date.now());
// Several blocks of what is read at once.
const pad = 'x'.repeat(4000);
const records = rankings(200).map((record) => JSON.stringify({ ...record, pad }));
const edits: Record<string, (lines: string[]) => string[]> = {
  changed: (lines) => lines.map((line, i) => (i % 7 === 3 ? line.replace('Question', 'Demande') : line)),
  moved: (lines) => [...lines.slice(50), ...lines.slice(0, 50)],
  'cut out': (lines) => lines.filter((_, i) => i % 5 !== 0),
  'put in': (lines) =>
    lines.flatMap((line, i) => (i % 40 === 0 ? [line.replace('yes', 'surely'), line] : [line])),
};

/** As editors save (another file takes its place), or as a script writes: over the old bytes, in two halves. */
async function save(dataset: string, text: string): Promise<void> {
  if (numbers.below(2) === 0) {
    writeFileSync(`${dataset}.tmp`, text);
    renameSync(`${dataset}.tmp`, dataset);
    return;
  }
  const file = openSync(dataset, 'w');
  const half = Math.floor(text.length / 2);
  writeSync(file, text.slice(0, half));
  await wait(20);
  writeSync(file, text.slice(half));
}

test('a dataset that is edited again and again while it is evaluated: every number is of the text that it stands with', async () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'rankings.jsonl');
  const run = path.join(folder, 'run');
  let lines = records;
  const write = () => save(dataset, `${lines.join('\n')}\n`);
  await write();
  const versions = new Set(lines);
  for (const edit of Object.values(edits)) {
    const running = evaluate(dataset, run);
    await wait(400 + numbers.below(800));
    lines = edit(lines);
    for (const line of lines) versions.add(line);
    await write();
    const { code, said } = await running;
    if (code !== 0)
      expect(said).toMatch(
        /changed during the evaluation\. What was scored is kept; continue|No example|deleted/,
      );
  }
  const { code, said } = await evaluate(dataset, run);
  expect(code, said).toBe(0);

  const everything = path.join(folder, 'everything.jsonl');
  writeFileSync(everything, [...versions].join('\n'));
  await evaluate(everything, path.join(folder, 'whole'));
  const whole = logpsByHash(await readRun(path.join(folder, 'whole')));
  const stored = await readRun(run);
  const { hash, line, status } = stored.rows;
  // Each line of the file as it is now has its row, and nothing else has.
  const lineOf = new Map(hash.map((of, row) => [line[row], of]));
  expect(lineOf.size).toBe(lines.length);
  lines.forEach((text, i) => void expect(lineOf.get(i + 1)).toBe(lineHash(text)));
  expect([...status].every((each) => each === Status.ok)).toBe(true);
  for (const [of, logps] of logpsByHash(stored)) {
    expect(whole.has(of)).toBe(true);
    logps.forEach((logp, k) => void expect(logp).toBeCloseTo(whole.get(of)?.[k] ?? Number.NaN, 4));
  }
}, 120_000);
