import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { LoadedModel } from '../../../extension/model/contract.ts';
import { defaultScoring, type ProviderName } from '../../../extension/model/settings.ts';
import { isCrowdedOut } from '../../../extension/run/residency.ts';
import { UserError } from '../../../extension/userError.ts';
import { datasetFile, rankings, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';
import { evaluating } from './evaluating.ts';

const run = evaluating();
const residency = 'oneAfterTheOther';
let policy: string;
let reference: string;
beforeAll(() => {
  policy = tinyFolder({ past: 'split' });
  reference = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 2) });
});

/** Scorable, malformed, tied and too long for the model. */
const mixed = () => [
  ...rankings(20),
  { prompt: 'p', responses: ['a', 'b'], ranking: [0, 9] },
  { prompt: 'p', responses: ['a', 'b'], ranks: [1, 1] },
  { prompt: 'p'.repeat(300), responses: ['a', 'b'], ranking: [0, 1] },
  '{"prompt": ',
];

describe('one model after the other', () => {
  test('gives the rows that both together give, and never has both in memory', async () => {
    const dataset = datasetFile(mixed());
    const both = await run({ dataset, policy, reference, residency: 'together' });
    expect([both.mostLoaded, both.end.residency]).toEqual([2, 'together']);
    for (const cacheFolder of [undefined, temporaryFolder()]) {
      const turns = await run({ dataset, policy, reference, residency, cacheFolder });
      expect(turns.end.state).toBe('done');
      expect([turns.mostLoaded, turns.end.residency]).toEqual([1, residency]);
      expect(turns.rows).toEqual(both.rows);
      expect(turns.end.counts).toEqual(both.end.counts);
      expect(turns.end.reused).toEqual({ policy: 0, reference: 0 });
      expect(turns.end.reference?.name).toBe(path.basename(reference));
      const done = turns.told.map((progress) => progress.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      const halfway = turns.told.filter(({ pass }) => pass === 'reference').at(-1)!;
      expect([halfway.done, halfway.total]).toEqual([12, 24]);
    }
  });

  test('is what `auto` does not do to small models, nor either to two folders of one model', async () => {
    const dataset = datasetFile(rankings(3));
    expect((await run({ dataset, policy, reference })).end.residency).toBe('together');
    const one = await run({ dataset, policy, reference: policy, residency });
    expect(one.end.residency).toBeUndefined();
    expect(one.asked).toEqual({ policy: 9, reference: 0 });
  });

  test('cancelled in the first pass and continued: what the reference said is not asked for again', async () => {
    const dataset = datasetFile(rankings(40));
    const whole = (await run({ dataset, policy, reference })).rows;
    for (const cacheFolder of [undefined, temporaryFolder()]) {
      const runFolder = path.join(temporaryFolder(), 'run');
      const request = { dataset, policy, reference, residency, runFolder, cacheFolder } as const;
      const cut = await run(request, {
        onProgress: ({ done }, _client, controller) => done >= 5 && controller.abort(new Error('enough')),
      });
      expect([cut.end.state, cut.rows.line.length, cut.asked.policy]).toEqual(['cancelled', 0, 0]);
      const { end, rows, asked } = await run(request);
      expect(end.state).toBe('done');
      expect(asked.policy).toBe(120);
      expect(asked.reference).toBeGreaterThan(0);
      expect(asked.reference).toBe(120 - cut.asked.reference);
      expect(rows).toEqual(whole);
      expect(existsSync(path.join(runFolder, 'referencePass'))).toBe(false);
    }
  });

  test('cancelled in the second pass and continued: finished examples are not scored by either', async () => {
    const dataset = datasetFile(rankings(40));
    const runFolder = path.join(temporaryFolder(), 'run');
    const request = { dataset, policy, reference, residency, runFolder } as const;
    const cut = await run(request, {
      onProgress: ({ done }, _client, controller) => done >= 30 && controller.abort(new Error('enough')),
    });
    expect(cut.end.state).toBe('cancelled');
    expect(cut.rows.line.length).toBeGreaterThan(15);
    const { asked, rows } = await run(request);
    expect(asked).toEqual({ policy: 120 - 3 * cut.rows.line.length, reference: 0 });
    expect(rows).toEqual((await run({ dataset, policy, reference })).rows);
  });

  test('the scorer killed in each pass is started again, with one model, and loses nothing', async () => {
    const dataset = datasetFile(rankings(40));
    const whole = (await run({ dataset, policy, reference })).rows;
    for (const pass of ['reference', 'policy'] as const) {
      let killed = false;
      const { end, rows, mostLoaded } = await run(
        { dataset, policy, reference, residency },
        {
          onProgress: (progress, client) => {
            if (killed || progress.pass !== pass || progress.done < (pass === 'policy' ? 24 : 4)) return;
            killed = true;
            process.kill(client.pid!, 'SIGKILL');
          },
        },
      );
      expect([killed, end.state, mostLoaded]).toEqual([true, 'done', 1]);
      expect(end.reason).toMatch(/started again/);
      expect(rows).toEqual(whole);
    }
  });

  test('another policy than that of a run that is continued is told before the reference is asked anything', async () => {
    const dataset = datasetFile(rankings(3));
    const runFolder = path.join(temporaryFolder(), 'run');
    await run({ dataset, policy, reference, runFolder });
    const other = tinyFolder({ past: 'split', weights: tinyWeights(270, 128, 5) });
    const { end, asked } = await run({ dataset, policy: other, reference, runFolder, residency });
    expect(end.reason).toMatch(/^The policy changed since/);
    expect(asked).toEqual({ policy: 0, reference: 0 });
  });
});

describe('auto', () => {
  const anyMemory = 'availableMemory' in process && process.platform !== 'darwin';

  test.skipIf(!anyMemory)(
    'takes one after the other where memory is short (skipped where Node does not tell it)',
    async () => {
      const dataset = datasetFile(rankings(6));
      const whole = (await run({ dataset, policy, reference })).rows;
      for (const provider of ['cpu', 'auto'] as const) {
        vi.spyOn(process as { availableMemory(): number }, 'availableMemory').mockReturnValue(2 ** 20);
        const scoring = { ...defaultScoring, provider, batchTokens: 64 };
        const { end, mostLoaded, rows, logs } = await run({ dataset, policy, reference, scoring });
        expect([end.residency, mostLoaded]).toEqual([residency, 1]);
        expect(logs).toMatch(/need more memory than there is/);
        expect(rows).toEqual(whole);
      }
    },
  );

  test('takes one after the other where the second cannot be loaded beside the first, and no other error so', async () => {
    const dataset = datasetFile(rankings(6));
    const request = { dataset, policy, reference };
    const refusing = (message: string) =>
      run(request, {
        onLoad: (role, loaded) => {
          if (role === 'reference' && loaded.has('policy')) throw new UserError(message, 'model');
        },
      });
    const { end, rows } = await refusing('bad allocation');
    expect([end.state, end.residency]).toEqual(['done', residency]);
    expect(rows).toEqual((await run(request)).rows);
    expect((await refusing('it is broken')).end).toMatchObject({ state: 'failed', reason: 'it is broken' });
    const forced = { ...request, residency: 'together' } as const;
    const { end: ended } = await run(forced, {
      onLoad: (role) => {
        if (role === 'reference') throw new UserError('bad allocation', 'model');
      },
    });
    expect(ended).toMatchObject({ state: 'failed', reason: 'bad allocation' });
  });

  test('a model that left the GPU for want of memory was crowded out; one that never could be there was not', () => {
    const model = (provider: ProviderName, reason?: string) =>
      ({ provider, attempts: reason ? [{ provider: 'cuda', reason }] : [] }) as unknown as LoadedModel;
    expect(isCrowdedOut(model('cpu', 'Failed to allocate memory'), model('cuda'))).toBe(true);
    expect(isCrowdedOut(model('cpu', 'Conv is not supported'), model('cuda'))).toBe(false);
    expect(isCrowdedOut(model('cpu', 'Failed to allocate memory'), model('cpu'))).toBe(false);
    expect(isCrowdedOut(model('cuda'), model('cuda'))).toBe(false);
  });
});
