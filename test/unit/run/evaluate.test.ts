import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { concatRows, noRows, type Rows, Status } from '../../../extension/preference/rows.ts';
import { sortedByLine } from '../../../extension/preference/selectRows.ts';
import { evaluate } from '../../../extension/run/evaluate.ts';
import type { EvaluationRequest } from '../../../extension/run/evaluation.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { listRuns } from '../../../extension/run/store.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

let script: string;
let policy: string;
let reference: string;
beforeAll(async () => {
  script = path.join(await bundle('scorerProcess'), 'scorerProcess.js');
  policy = tinyFolder({ past: 'split' });
  reference = tinyFolder({ past: 'split', ids: 'int32' });
});

const clients: ScorerClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end('the test is over');
});

const logs: string[] = [];
function newClient(): ScorerClient {
  const client = new ScorerClient(script, (_level, message) => void logs.push(message));
  clients.push(client);
  return client;
}

interface Options {
  client?: ScorerClient;
  /** Called with the number of rows so far, after each block of them. */
  onRows?: (count: number, client: ScorerClient, controller: AbortController) => void;
}

async function run(request: Partial<EvaluationRequest> & { dataset: string }, options: Options = {}) {
  const client = options.client ?? newClient();
  const controller = new AbortController();
  let rows: Rows = noRows;
  const end = await evaluate(
    { scoring: { ...defaultScoring, provider: 'cpu', batchTokens: 64 }, ...request },
    client,
    {
      rows: (more) => {
        rows = concatRows([rows, more]);
        options.onRows?.(rows.line.length, client, controller);
      },
      progress: () => {},
      models: () => {},
      log: (_level, message) => void logs.push(message),
    },
    controller.signal,
  );
  return { end, rows: sortedByLine(rows) };
}

const logps = { policy_logps: [-1, -2], reference_logps: [-2, -2] };
const pair = { prompt: 'p', responses: ['a', 'b'] };

describe('evaluate', () => {
  test('scores policy and reference and keeps every fact', async () => {
    const { end, rows } = await run({ dataset: datasetFile(rankings(12)), policy, reference });
    expect(end).toMatchObject({ state: 'done', counts: { examples: 12, scored: 12 } });
    expect([...rows.line]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(rows.policyLogp.every((logp) => Number.isFinite(logp) && logp < 0)).toBe(true);
    // Same weights behind int64 and int32 ids.
    rows.policyLogp.forEach((logp, i) => {
      expect(logp).toBeCloseTo(rows.referenceLogp[i], 4);
    });
    expect(rows.tokens.every((n) => n > 0)).toBe(true);
    expect(rows.slices[1]).toEqual({ source: 'odd' });
    expect(end.policy?.provider).toBe('cpu');
  });

  test('malformed, tied and failing examples are counted with their reasons and end nothing', async () => {
    const { end, rows } = await run({
      dataset: datasetFile([
        { ...pair, ranking: [0, 1], ...logps },
        '{"prompt": ',
        { ...pair, ranking: [0, 9], ...logps },
        { ...pair, ranks: [1, 1], ...logps },
        { ...pair, ranking: [1, 0] },
        { ...pair, ranking: [1, 0], ...logps },
      ]),
    });
    expect(end.counts).toMatchObject({ examples: 6, scored: 2, malformed: 2, noPreference: 1, failed: 1 });
    expect([...rows.status]).toEqual([0, 3, 3, 2, 1, 0]);
    expect(rows.reason[2]).toMatch(/response 9/);
    expect(rows.reason[4]).toMatch(/policy_logps/);
    expect([...rows.policyLogp.subarray(rows.offsets[5])]).toEqual([-1, -2]);
  });

  test('lines and limit', async () => {
    const dataset = datasetFile(
      rankings(9).map((r) => ({ ...r, policy_logps: [-1, -2, -3], reference_logps: [-1, -1, -1] })),
    );
    expect([...(await run({ dataset, lines: [4, 7] })).rows.line]).toEqual([4, 7]);
    expect([...(await run({ dataset, limit: 3 })).rows.line]).toEqual([1, 2, 3]);
  });

  describe('what cannot go on ends as failed, with the next step', () => {
    const cases: [string, () => Partial<EvaluationRequest> & { dataset: string }, string, RegExp][] = [
      [
        'no model and no log-probs',
        () => ({ dataset: datasetFile([{ ...pair, ranking: [0, 1] }]) }),
        'usage',
        /Choose the folder of a policy/,
      ],
      ['no file', () => ({ dataset: '/nowhere/a.jsonl' }), 'data', /not there any more/],
      ['no records', () => ({ dataset: datasetFile(['']) }), 'data', /no records/],
      [
        'no valid record',
        () => ({ dataset: datasetFile([{ ...pair, ranking: [0, 9] }]) }),
        'data',
        /line 1: There is no response 9/,
      ],
      [
        'no tokenizer',
        () => ({
          dataset: datasetFile(rankings(1)),
          policy: folderWith({ 'model.onnx': readFileSync(path.join(policy, 'onnx/model.onnx')) }),
          reference,
        }),
        'model',
        /no tokenizer\.json/,
      ],
      [
        'a truncated graph',
        () => ({
          dataset: datasetFile(rankings(1)),
          policy: tinyFolder(
            {},
            {},
            { 'onnx/model.onnx': readFileSync(path.join(policy, 'onnx/model.onnx')).subarray(0, 3000) },
          ),
          reference,
        }),
        'model',
        /cut off|truncated|incomplete|ends/i,
      ],
      [
        'a provider that is not there',
        () => ({
          dataset: datasetFile(rankings(1)),
          policy,
          reference,
          scoring: { ...defaultScoring, provider: 'coreml' },
        }),
        'provider',
        /coreml cannot start/,
      ],
      [
        'a run folder that cannot be',
        () => {
          const file = datasetFile(rankings(1));
          return { dataset: file, policy, reference, runFolder: path.join(file, 'run') };
        },
        'storage',
        /cannot be stored/,
      ],
    ];
    for (const [name, request, kind, reason] of cases) {
      test(name, async () => {
        const { end } = await run(request());
        expect(end).toMatchObject({ state: 'failed', errorKind: kind });
        expect(end.reason).toMatch(reason);
      });
    }
  });

  test('cancel keeps what was scored, within a second, and the run can be continued to the same columns', async () => {
    const dataset = datasetFile(rankings(60));
    const whole = (await run({ dataset, policy, reference })).rows;
    const runFolder = path.join(temporaryFolder(), 'run');
    let cancelledAt = 0;
    const cut = await run(
      { dataset, policy, reference, runFolder },
      {
        onRows: (count, client, controller) => {
          if (count < 10 || cancelledAt) return;
          cancelledAt = Date.now();
          controller.abort(new Error('cancelled'));
          void client.stopSoon();
        },
      },
    );
    expect(Date.now() - cancelledAt).toBeLessThan(1000);
    expect(cut.end.state).toBe('cancelled');
    expect(cut.rows.line.length).toBeGreaterThanOrEqual(10);
    expect(cut.rows.line.length).toBeLessThan(60);
    expect((await listRuns(path.dirname(runFolder)))[0]).toMatchObject({
      state: 'unfinished',
      request: { dataset },
    });
    const { end, rows } = await run({ dataset, policy, reference, runFolder });
    expect(end).toMatchObject({ state: 'done', counts: { examples: 60, scored: 60 } });
    expect(rows).toEqual(whole);
    expect((await listRuns(path.dirname(runFolder)))[0].state).toBe('done');
  });

  test('the scorer killed during the run: it says so, starts again and loses nothing', async () => {
    const dataset = datasetFile(rankings(40));
    const whole = (await run({ dataset, policy, reference })).rows;
    let killed = 0;
    const { end, rows } = await run(
      { dataset, policy, reference },
      {
        onRows: (count, client) => {
          if (count < 8 || killed) return;
          killed = client.pid!;
          process.kill(killed, 'SIGKILL');
        },
      },
    );
    expect(killed).toBeGreaterThan(0);
    expect(end.state).toBe('done');
    expect(end.reason).toMatch(/ended unexpectedly \(SIGKILL\).*started again/);
    expect(rows).toEqual(whole);
  });

  test('a scorer that keeps dying ends the run with a reason; what it has is kept and can be continued', async () => {
    const dataset = datasetFile(rankings(40));
    const runFolder = path.join(temporaryFolder(), 'run');
    const client = newClient();
    const timer = setInterval(() => {
      if (client.pid && armed) process.kill(client.pid, 'SIGKILL');
    }, 5);
    let armed = false;
    const cut = await run(
      { dataset, policy, reference, runFolder },
      {
        client,
        onRows: () => {
          armed = true;
        },
      },
    );
    clearInterval(timer);
    expect(cut.end).toMatchObject({ state: 'failed', errorKind: 'model' });
    expect(cut.end.reason).toMatch(/ended .* times .*continue/);
    expect(cut.rows.line.length).toBeGreaterThan(0);
    const { end } = await run({ dataset, policy, reference, runFolder });
    expect(end.counts.scored).toBe(40);
  });

  test('a run of another model is not continued', async () => {
    const dataset = datasetFile(rankings(3));
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    const { end } = await run({ dataset, policy: reference, reference, runFolder });
    expect(end.reason).toMatch(/model changed/);
  });

  test('an edited line is scored again when a run is continued', async () => {
    const records = rankings(5);
    const dataset = datasetFile(records);
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    records[2].responses[0] = 'something else';
    writeFileSync(dataset, `${records.map((r) => JSON.stringify(r)).join('\n')}\n`);
    const { rows } = await run({ dataset, policy, reference, runFolder });
    expect(rows).toEqual((await run({ dataset, policy, reference })).rows);
  });

  test('a file deleted during the run loses nothing', async () => {
    const dataset = datasetFile(rankings(30));
    const { end, rows } = await run(
      { dataset, policy, reference },
      { onRows: () => rmSync(dataset, { force: true }) },
    );
    // Where an open file outlives its name the run ends as if nothing had happened.
    expect(existsSync(dataset)).toBe(false);
    expect(rows.line.length).toBe(end.counts.examples);
    expect(rows.status.some((status) => status === Status.ok)).toBe(true);
  });

  test('paths with spaces and letters of the world', async () => {
    const folder = path.join(temporaryFolder(), 'a b ü 模型');
    mkdirSync(folder);
    const dataset = path.join(folder, 'дані.jsonl');
    writeFileSync(dataset, readFileSync(datasetFile(rankings(2))));
    const { end } = await run({ dataset, policy, reference, runFolder: path.join(folder, 'run') });
    expect(end.counts.scored).toBe(2);
  });
});
