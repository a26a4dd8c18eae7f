import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { listRuns } from '../../../extension/run/store.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';
import { evaluating } from './evaluating.ts';

const run = evaluating();
let policy: string;
let reference: string;
beforeAll(() => {
  policy = tinyFolder({ past: 'split' });
  reference = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 2) });
});

describe('log-probs of earlier runs', () => {
  test('the same again asks the models nothing and gives the same rows, and every record says so', async () => {
    const request = { dataset: datasetFile(rankings(12)), policy, reference, cacheFolder: temporaryFolder() };
    const first = await run(request);
    expect(first.end.reused).toEqual({ policy: 0, reference: 0 });
    expect(first.asked).toEqual({ policy: 36, reference: 36 });
    const runFolder = path.join(temporaryFolder(), 'run');
    const second = await run({ ...request, runFolder });
    expect(second.asked).toEqual({ policy: 0, reference: 0 });
    expect(second.rows).toEqual(first.rows);
    expect(second.end.reused).toEqual({ policy: 12, reference: 12 });
    expect(second.logs).toMatch(/known already: policy 12, reference 12/);
    expect((await listRuns(path.dirname(runFolder)))[0]).toMatchObject({
      reused: { policy: 12, reference: 12 },
      residency: 'together',
      policy: {
        provider: 'cpu',
        path: expect.stringMatching(/-/),
        placement: [{ provider: 'CPUExecutionProvider' }],
      },
    });
    expect(second.logs).toMatch(/Path: [a-z-]+, \d+ nodes on CPU;/);
    const { done, total } = second.told.at(-1)!;
    expect([done, total]).toEqual([12, 12]);
  });

  test('an edited completion, another policy, other settings: only what is new', async () => {
    const records = rankings(8);
    const request = { policy, reference, cacheFolder: temporaryFolder() };
    await run({ ...request, dataset: datasetFile(records) });
    records[3].responses[1] = 'something else';
    const dataset = datasetFile(records);
    const edited = await run({ ...request, dataset });
    expect(edited.asked).toEqual({ policy: 1, reference: 1 });
    expect(edited.end.reused).toEqual({ policy: 7, reference: 7 });
    const anew = await run({ dataset, policy, reference });
    edited.rows.policyLogp.forEach((logp, i) => {
      expect(logp).toBeCloseTo(anew.rows.policyLogp[i], 4);
    });

    const weights = tinyWeights(270, 128, 3);
    const another = await run({ ...request, dataset, policy: tinyFolder({ past: 'split', weights }) });
    expect(another.asked).toEqual({ policy: 24, reference: 0 });
    // The policy of before is the reference now: a number belongs to a model, not to a role.
    const swapped = await run({
      dataset,
      policy: reference,
      reference: policy,
      cacheFolder: request.cacheFolder,
    });
    expect(swapped.asked).toEqual({ policy: 0, reference: 0 });
    expect(swapped.rows.policyLogp).toEqual(edited.rows.referenceLogp);

    const scoring = { ...defaultScoring, provider: 'cpu', batchTokens: 64, appendEos: false } as const;
    const withoutEos = await run({ ...request, dataset, scoring });
    expect(withoutEos.asked).toEqual({ policy: 24, reference: 24 });
    expect(withoutEos.rows.tokens).not.toEqual(edited.rows.tokens);
  });

  test('without a folder nothing is kept; one model for both roles is one', async () => {
    const dataset = datasetFile(rankings(4));
    await run({ dataset, policy, reference });
    expect((await run({ dataset, policy, reference })).asked).toEqual({ policy: 12, reference: 12 });
    const request = { dataset, policy, reference: policy, cacheFolder: temporaryFolder() };
    expect((await run(request)).asked).toEqual({ policy: 12, reference: 0 });
    const again = await run(request);
    expect(again.asked).toEqual({ policy: 0, reference: 0 });
    expect(again.end.reused).toEqual({ policy: 4, reference: 4 });
  });

  test('damaged files are a line in the log', async () => {
    const cacheFolder = temporaryFolder();
    const request = { dataset: datasetFile(rankings(5)), policy, reference, cacheFolder };
    const first = await run(request);
    for (const name of readdirSync(cacheFolder)) writeFileSync(path.join(cacheFolder, name), 'x'.repeat(999));
    const second = await run(request);
    expect(second.end.state).toBe('done');
    expect(second.logs).toMatch(/999 bytes of stored log-probabilities .* are damaged/);
    expect(second.asked).toEqual({ policy: 15, reference: 15 });
    expect(second.rows).toEqual(first.rows);
  });
});
