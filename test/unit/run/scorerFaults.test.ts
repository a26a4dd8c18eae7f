import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import { type Rows, Status } from '../../../extension/preference/rows.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { usualPatience } from '../../../extension/run/watchdog.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { evaluating } from './evaluating.ts';

// Faults of real processes. What a slow machine takes for one costs it a start more, and is no failure here.
const patience = { ...usualPatience, leastMs: 2000, firstMs: 3000, times: 0, tickMs: 100 };
const scoring = { ...defaultScoring, provider: 'cpu', batchTokens: 1024 } as const;

const run = evaluating();
let script: string;
let models: { readonly policy: string; readonly reference: string };
beforeAll(async () => {
  script = path.join(await bundle('scorerProcess'), 'scorerProcess.js');
  models = { policy: tinyFolder({ past: 'split' }), reference: tinyFolder({ past: 'split', ids: 'int32' }) };
});

const logs: string[] = [];
afterEach(() => void logs.splice(0));
const clientOf = (program: string) =>
  new ScorerClient(program, (level, message) => void logs.push(`${level}: ${message}`), patience);

/** The scorer process, with a fault: `before` runs when it is asked to score, with what it is asked. */
function faulty(before: string): string {
  const file = path.join(path.dirname(script), `faulty${Math.random()}.cjs`);
  writeFileSync(
    file,
    `process.on('message', ({ m: name, a: args }) => { if (name === 'score') (${before})(...args); });
     require('./scorerProcess.js');`,
  );
  return file;
}

/** Whether an item's prompt begins so. */
async function beginsWith(text: string): Promise<string> {
  const tokens = (await openTextToTokens(models.policy)).prepare(
    { prompt: text, completions: ['x'] },
    defaultScoring,
    0,
  );
  if (!tokens.ok) throw new Error(tokens.reason);
  const [{ ids, promptLength }] = tokens.sequences;
  const marked = JSON.stringify([...ids.subarray(0, promptLength)]);
  return `(({ sequences }) => sequences.some(({ ids }) => ${marked}.every((id, i) => ids[i] === id)))`;
}

/** Other batches sum in another order. */
function expectAlike(rows: Rows, whole: Rows): void {
  expect(rows.hash).toEqual(whole.hash);
  expect(rows.status).toEqual(whole.status);
  for (const column of ['policyLogp', 'referenceLogp'] as const)
    rows[column].forEach((logp, i) => void expect(logp).toBeCloseTo(whole[column][i], 3));
}

describe('the scorer process', () => {
  test('that stops for good is ended: the run says so, goes on in smaller forward passes and loses nothing', async () => {
    const dataset = datasetFile(rankings(40));
    const { rows: whole } = await run({ dataset, ...models, scoring });
    let stopped = 0;
    const { end, rows } = await run(
      { dataset, ...models, scoring },
      {
        client: clientOf(script),
        onProgress: ({ done }, client) => {
          if (done < 8 || stopped) return;
          stopped = client.pid!;
          process.kill(stopped, 'SIGSTOP');
        },
      },
    );
    expect(stopped).toBeGreaterThan(0);
    expect(end).toMatchObject({ state: 'done', counts: { scored: 40 } });
    expect(end.reason).toMatch(/gave no sign of life for \d+ seconds and was ended\. It was started again/);
    expect(end.reason).toMatch(/Since then a forward pass holds at most \d+ tokens/);
    expectAlike(rows, whole);
    expect(() => process.kill(stopped, 0)).toThrow('ESRCH');
  }, 120_000);

  test('that never returns from one example: that one is marked with the reason, the others are scored', async () => {
    const isMarked = await beginsWith('HANG NOW');
    const program = faulty(`(role, items) => { while (items.some${isMarked}); }`);
    const dataset = datasetFile(rankings(6).map((r, i) => (i === 4 ? { ...r, prompt: `HANG NOW ${i}` } : r)));
    const { end, rows } = await run({ dataset, ...models, scoring }, { client: clientOf(program) });
    expect(end).toMatchObject({ state: 'done', counts: { examples: 6, scored: 5, failed: 1 } });
    expect(end.reason).toMatch(/no sign of life.*1 example under which it ended is marked as failed/);
    expect([...rows.line].filter((_, i) => rows.status[i] === Status.failed)).toEqual([5]);
    expect(rows.reason[4]).toMatch(/gave no sign of life while this example was scored/);
    // The size of forward passes had nothing to do with it.
    expect(end.reason).not.toMatch(/Since then/);
  }, 240_000);

  // As the kernel ends what takes the machine's memory: without a word.
  test('that is killed whenever it has more than so many tokens at once: half of them, until it lives', async () => {
    const program = faulty(
      `(role, items, { batchTokens }) => { if (batchTokens > 300) process.kill(process.pid, 'SIGKILL'); }`,
    );
    const dataset = datasetFile(rankings(60));
    const { end, rows } = await run({ dataset, ...models, scoring }, { client: clientOf(program) });
    expect(end).toMatchObject({ state: 'done', counts: { scored: 60 } });
    expect(end.reason).toMatch(/SIGKILL.*memory/);
    expect(Number(/at most (\d+) tokens/.exec(end.reason ?? '')?.[1])).toBeLessThanOrEqual(300);
    // Once it is known, nothing is lost to it any more.
    expect(logs.filter((line) => line.includes('It is started again')).length).toBeLessThanOrEqual(2);
    expectAlike(rows, (await run({ dataset, ...models, scoring })).rows);
  }, 120_000);

  // Whatever it asks for next is not there: V8, the graph's own allocator or the standard library says so, each in its way.
  test.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/prlimit'))(
    'that runs out of memory: said so, started again, nothing is lost',
    async () => {
      const limited = path.join(temporaryFolder(), 'limited');
      const program = faulty(`() => {
        const { existsSync, readFileSync, writeFileSync } = require('node:fs');
        if (existsSync(${JSON.stringify(limited)})) return;
        writeFileSync(${JSON.stringify(limited)}, '');
        const kibibytes = /VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
        const limit = '--as=' + 1024 * Number(kibibytes);
        require('node:child_process').execFileSync('prlimit', ['--pid', String(process.pid), limit]);
      }`);
      const responses = (i: number) => [0, 1, 2, 3, 4, 5].map((k) => `${i} ${k} ${'word '.repeat(12 + k)}`);
      const ranking = [0, 1, 2, 3, 4, 5];
      const records = rankings(150).map((r, i) => ({ prompt: r.prompt, responses: responses(i), ranking }));
      const dataset = datasetFile(records);
      const wide = { ...scoring, batchTokens: 65_536 };
      const { end, rows } = await run({ dataset, ...models, scoring: wide }, { client: clientOf(program) });
      expect(end, end.reason).toMatchObject({ state: 'done', counts: { scored: 150 } });
      // A library that does not look at what it was given ends by a bad address instead.
      expect(end.reason).toMatch(/memory|SIGSEGV|SIGBUS/i);
      expect(end.reason).toMatch(/at most \d+ tokens/);
      expectAlike(rows, (await run({ dataset, ...models, scoring: wide })).rows);
    },
    120_000,
  );
});
