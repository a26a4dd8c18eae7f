import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { openTextToTokens } from '../../../extension/model/textToTokens.ts';
import { concatRows, noRows, type Rows, Status } from '../../../extension/preference/rows.ts';
import { sortedByLine } from '../../../extension/preference/selectRows.ts';
import { evaluate } from '../../../extension/run/evaluate.ts';
import type { EvaluationRequest } from '../../../extension/run/evaluation.ts';
import { rowsOf } from '../../../extension/run/rowsBuilder.ts';
import { ScorerClient } from '../../../extension/run/scorerClient.ts';
import { listRuns } from '../../../extension/run/store.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';
import { storedFacts } from '../../fixtures/storedFacts.ts';

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

/** Its process ends at the first message. */
function dyingClient(): ScorerClient {
  const program = path.join(temporaryFolder(), 'dying.cjs');
  writeFileSync(program, 'process.on("message", () => process.exit(9))');
  return new ScorerClient(program, () => {});
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
      reading: () => {},
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
    const cases: [
      string,
      () => Partial<EvaluationRequest> & Options & { dataset: string },
      string,
      RegExp,
    ][] = [
      [
        'no model and no log-probs',
        () => ({ dataset: datasetFile([{ ...pair, ranking: [0, 1] }]) }),
        'usage',
        /Choose the folder of a policy/,
      ],
      ['no file', () => ({ dataset: '/nowhere/a.jsonl' }), 'data', /There is no file/],
      ['no records', () => ({ dataset: datasetFile(['']) }), 'data', /no records/],
      [
        'no valid record',
        () => ({ dataset: datasetFile([{ ...pair, ranking: [0, 9] }]) }),
        'data',
        /line 1: There is no response 9/,
      ],
      [
        'no record on the line that was asked for',
        () => ({ dataset: datasetFile(rankings(2)), lines: [5] }),
        'data',
        /no record on line 5/,
      ],
      ['a folder', () => ({ dataset: temporaryFolder() }), 'data', /is a folder/],
      [
        'everything tied',
        () => ({ dataset: datasetFile([{ ...pair, ranks: [1, 1], ...logps }]) }),
        'data',
        /line 1: all completions are tied/,
      ],
      [
        'no example that the model can take',
        () => ({
          dataset: datasetFile(rankings(2)),
          policy,
          reference,
          scoring: { ...defaultScoring, provider: 'cpu', maxLength: 2, truncation: 'skip' },
        }),
        'model',
        /No example could be scored \(line 1: policy: .*the maximum of 2/,
      ],
      [
        'a process that cannot even load a model',
        () => ({ dataset: datasetFile(rankings(1)), policy, reference, client: dyingClient() }),
        'model',
        /ended while the policy in .* was loaded.*exit code 9/,
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
        const { client, ...asked } = request();
        const { end } = await run(asked, { client });
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

  test('examples that end the process fail alone, with their reason, also when nothing else is left', async () => {
    const marked = (await openTextToTokens(policy)).prepare(
      { prompt: 'DIE NOW', completions: ['x'] },
      defaultScoring,
      0,
    );
    if (!marked.ok) throw new Error(marked.reason);
    const [{ ids, promptLength }] = marked.sequences;
    const killer = path.join(path.dirname(script), 'killer.cjs');
    writeFileSync(
      killer,
      `const marked = ${JSON.stringify([...ids.subarray(0, promptLength)])};
      const isMarked = ({ ids }) => marked.every((id, i) => ids[i] === id);
      process.on('message', ({ m: name, a: args }) => {
        if (name === 'score' && args[1].some((item) => item.sequences.some(isMarked))) process.exit(7);
      });
      require('./scorerProcess.js');`,
    );
    const clientOfKiller = () => {
      const client = new ScorerClient(killer, (_level, message) => void logs.push(message));
      clients.push(client);
      return client;
    };
    const records = rankings(10).map((r, i) => (i % 3 === 2 ? { ...r, prompt: `DIE NOW ${i}` } : r));
    const dataset = datasetFile(records);
    const runFolder = path.join(temporaryFolder(), 'run');
    for (const _ of ['first', 'continued']) {
      const client = clientOfKiller();
      const { end, rows } = await run({ dataset, policy, reference, runFolder }, { client });
      expect(end).toMatchObject({ state: 'done', counts: { examples: 10, scored: 7, failed: 3 } });
      expect(end.reason).toMatch(/exit code 7.*started again/);
      expect([...rows.line].filter((_, i) => rows.status[i] === Status.failed)).toEqual([3, 6, 9]);
      expect(rows.reason[2]).toMatch(/process ended while this example was scored/);
    }
    // Eleven starts of a process.
  }, 150_000);

  test('a model that is replaced on disk never mixes into the run', async () => {
    const dataset = datasetFile(rankings(20));
    const whole = (await run({ dataset, policy, reference })).rows;
    const own = folderWith({});
    cpSync(policy, own, { recursive: true });
    let replaced = false;
    const replace = () => {
      if (!replaced)
        cpSync(tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 9) }), own, {
          recursive: true,
          force: true,
        });
      replaced = true;
    };
    const same = await run({ dataset, policy: own, reference }, { onRows: replace });
    expect(same.end.state).toBe('done');
    expect(same.rows).toEqual(whole);

    // Loaded again, it would be another model.
    cpSync(policy, own, { recursive: true, force: true });
    replaced = false;
    let killed = false;
    const { end, rows } = await run(
      { dataset, policy: own, reference },
      {
        onRows: (_count, client) => {
          if (killed) return;
          replace();
          killed = true;
          process.kill(client.pid!, 'SIGKILL');
        },
      },
    );
    expect(end).toMatchObject({ state: 'failed', errorKind: 'model' });
    expect(end.reason).toMatch(/policy .* changed during the evaluation/);
    expect(rows.line.length).toBeGreaterThan(0);
  });

  test('a run of another model or tokenization is not continued; other batches are no reason', async () => {
    const dataset = datasetFile(rankings(3));
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    const { end } = await run({ dataset, policy: reference, reference, runFolder });
    expect(end.reason).toMatch(/^The policy changed since/);
    const scoring = { ...defaultScoring, provider: 'cpu', batchTokens: 64, appendEos: false } as const;
    const other = await run({ dataset, policy, reference, runFolder, scoring });
    expect(other.end.reason).toMatch(/^A tokenization setting changed since/);
    const batches = { ...scoring, appendEos: true, batchTokens: 128 };
    expect((await run({ dataset, policy, reference, runFolder, scoring: batches })).end.state).toBe('done');
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

  describe('a file that is no longer what it was', () => {
    // Longer than what is read at once, so that there is something left to read when it changes.
    const long = (count: number) => rankings(count).map((r) => ({ ...r, pad: 'x'.repeat(40_000) }));
    const textOf = (records: readonly object[]) => `${records.map((r) => JSON.stringify(r)).join('\n')}\n`;
    let whole: Rows | undefined;
    const changes: [string, (dataset: string) => void, RegExp][] = [
      ['deleted', (dataset) => rmSync(dataset), /deleted during the evaluation.*put the file back/],
      ['shortened', (dataset) => truncateSync(dataset, 100), /changed during the evaluation.*continue/],
      ['edited', (dataset) => writeFileSync(dataset, textOf(long(59))), /changed during the evaluation/],
    ];
    for (const [name, change, reason] of changes) {
      test(`${name}: the run says so, keeps what it has and can be continued`, async () => {
        const dataset = datasetFile(long(60));
        whole ??= (await run({ dataset, policy, reference })).rows;
        const runFolder = path.join(temporaryFolder(), 'run');
        let changed = false;
        const cut = await run(
          { dataset, policy, reference, runFolder },
          {
            onRows: () => {
              if (!changed) change(dataset);
              changed = true;
            },
          },
        );
        expect(cut.end).toMatchObject({ state: 'failed', errorKind: 'data' });
        expect(cut.end.reason).toMatch(reason);
        const kept = cut.end.counts.scored;
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThan(59);
        // Nothing of a half-written file is among what is kept.
        const n = cut.rows.offsets[kept];
        expect(cut.rows.hash).toEqual(whole.hash.slice(0, kept));
        expect(cut.rows.policyLogp).toEqual(whole.policyLogp.slice(0, n));
        writeFileSync(dataset, textOf(long(60)));
        const { end, rows } = await run({ dataset, policy, reference, runFolder });
        expect(end).toMatchObject({ state: 'done', counts: { scored: 60, malformed: 0 } });
        expect(rows).toEqual(whole);
      });
    }

    test('deleted when all of it was read: every row is kept, and the run says so', async () => {
      const dataset = datasetFile(rankings(30));
      const { end, rows } = await run(
        { dataset, policy, reference },
        { onRows: () => rmSync(dataset, { force: true }) },
      );
      expect(end).toMatchObject({ state: 'failed', errorKind: 'data', counts: { scored: 30 } });
      expect(rows.line.length).toBe(30);
    });
  });

  test('a run goes on only as its file was read, and one from before that was kept goes on, too', async () => {
    const dataset = datasetFile(rankings(4));
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    const manifest = path.join(runFolder, 'manifest.json');
    const written = JSON.parse(readFileSync(manifest, 'utf8'));
    expect(written.request.reading).toEqual({});
    expect(written.found).toMatchObject({ format: 'native', from: 'records' });
    const { reading: _, ...before } = written.request;
    writeFileSync(manifest, JSON.stringify({ ...written, request: before }));
    expect((await run({ dataset, policy, reference, runFolder })).end.state).toBe('done');
    const otherwise = { chosen: { ranking: 'ranks' } };
    const { end } = await run({ dataset, policy, reference, runFolder, reading: otherwise });
    expect(end).toMatchObject({ state: 'failed', errorKind: 'model' });
    expect(end.reason).toMatch(/^The format by which the file is read changed since/);
  });

  test('a run that is continued on a shorter file forgets the lines that are gone', async () => {
    const dataset = datasetFile(rankings(8));
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    const left = rankings(8).filter((_, i) => i !== 2);
    writeFileSync(dataset, left.map((r) => JSON.stringify(r)).join('\n'));
    const { rows } = await run({ dataset, policy, reference, runFolder });
    expect(rows.line.length).toBe(7);
    expect(sortedByLine(rowsOf(await storedFacts(runFolder)))).toEqual(rows);
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
