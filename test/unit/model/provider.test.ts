import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { compareWithCpu, isMuchSlower } from '../../../extension/model/checkAgainstCpu.ts';
import { doublingGraph } from '../../../extension/model/doublingGraph.ts';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { listProviders } from '../../../extension/model/provider.ts';
import { plainReason, providersOf, startFailure } from '../../../extension/model/providerWords.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { startGraph } from '../../../extension/model/startGraph.ts';
import { UserError } from '../../../extension/userError.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { doubling } from '../../fixtures/onnx/tinyGraphs.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

// Debian's chromium brings SwiftShader, a Vulkan device in software: a real GPU provider without a GPU.
const softwareVulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasVulkan = process.platform === 'linux' && isMainThread && existsSync(softwareVulkan);
if (hasVulkan) {
  process.env.VK_DRIVER_FILES = softwareVulkan;
  process.env.VK_ICD_FILENAMES = softwareVulkan;
}

// The software device compiles every kernel on the processor.
const slow = 120_000;

async function providerErrorOf(provider: 'cuda' | 'dml' | 'coreml'): Promise<string> {
  const error = await loadModel(tinyFolder(), { provider }, { threads: 1 }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${error}`);
  expect(error.kind).toBe('provider');
  return error.message;
}

describe('execution providers', () => {
  it(
    'are listed best first, with a reason for each that does not work',
    async () => {
      const reports = await listProviders();
      expect(reports.map(({ provider }) => provider)).toEqual(providersOf(process.platform));
      expect(reports[reports.length - 1]).toMatchObject({ provider: 'cpu', bundled: true, works: true });
      for (const { detail } of reports) expect(detail).toMatch(/^[A-Z].*\.$/);
    },
    slow,
  );

  it(
    'are tried one at a time by auto, and the CPU always runs',
    async () => {
      const model = await loadModel(tinyFolder(), { provider: 'auto' }, { threads: 1 });
      const { provider, attempts } = model.info;
      expect([...attempts.map((attempt) => attempt.provider), provider]).toEqual(
        providersOf(process.platform).slice(0, attempts.length + 1),
      );
      for (const { reason } of attempts) expect(reason).not.toBe('');
      if (hasVulkan && provider === 'cpu')
        expect(attempts[1].reason).toMatch(/it works, but .* ms on the CPU$/);
      await model.release();
    },
    slow,
  );

  it.skipIf(process.platform !== 'linux')('are an error when named and not there', async () => {
    expect(await providerErrorOf('dml')).toMatch(
      /dml cannot start: this build of onnxruntime does not have it\. Choose/,
    );
    expect(await providerErrorOf('coreml')).toMatch(/coreml cannot start/);
  });

  it('are tried with a graph that the test writer writes too', () => {
    expect(Buffer.from(doublingGraph)).toEqual(Buffer.from(doubling()));
  });

  it('fail in words', () => {
    expect(startFailure('cuda', new Error('X: Failed to load shared library'))).toContain('CUDA libraries');
    expect(
      startFailure('webgpu', new Error('/a/b.cc:1 f was false. Failed to get a WebGPU adapter: No')),
    ).toContain('no GPU adapter');
    expect(plainReason('/src/core/op.cc:83 virtual void A::Compute(int) const shape\n is wrong')).toBe(
      'shape is wrong',
    );
  });
});

describe('a provider is held against the CPU', () => {
  it('and is left when the CPU is done in half its time', () => {
    const comparison = { difference: 0, allowed: 1, cpuMilliseconds: 10 };
    expect(isMuchSlower({ ...comparison, milliseconds: 21 })).toBe(true);
    expect(isMuchSlower({ ...comparison, milliseconds: 19 })).toBe(false);
  });

  const facts = { vocabularySize: 270, contextLength: 128, exact: true };

  it('and differs where its numbers do', async () => {
    const right = await startGraph(await readModelFolder(tinyFolder()), 'cpu', 1);
    const wrong = await startGraph(
      await readModelFolder(tinyFolder({ weights: tinyWeights(270, 128, 2) })),
      'cpu',
      1,
    );
    const same = await compareWithCpu(right, right, facts);
    expect(same.difference).toBe(0);
    const other = await compareWithCpu(wrong, right, facts);
    expect(other.difference).toBeGreaterThan(other.allowed);
    await right.session.release();
    await wrong.session.release();
  });
});

describe.skipIf(!hasVulkan)(
  'WebGPU on a software device (skipped without /usr/lib/chromium/vk_swiftshader_icd.json)',
  () => {
    it(
      'runs when named, with the numbers of the CPU',
      async () => {
        const folder = tinyFolder({ past: 'split' });
        const items = [
          {
            prompt: 'Q',
            completions: ['a short one', 'one that is quite a bit longer than that, for padding'],
          },
        ];
        const scores = [];
        for (const provider of ['webgpu', 'cpu'] as const) {
          const model = await loadModel(folder, { provider }, { threads: 1 });
          expect(model.info.provider).toBe(provider);
          const [outcome] = await model.score(items, defaultScoring);
          if (!outcome.ok) throw new Error(outcome.reason);
          scores.push(outcome.logps);
          await model.release();
        }
        for (const k of [0, 1]) expect(scores[0][k]).toBeCloseTo(scores[1][k], 3);
      },
      slow,
    );
  },
);
