import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { doublingGraph } from '../../../extension/model/doublingGraph.ts';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { differenceOf, probeGroups, runProbe } from '../../../extension/model/probe.ts';
import { listProviders } from '../../../extension/model/provider.ts';
import { plainReason, providersOf, startFailure } from '../../../extension/model/providerWords.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { isMuchSlower, startGraph } from '../../../extension/model/startGraph.ts';
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
    expect(isMuchSlower({ milliseconds: 21 }, { milliseconds: 10 })).toBe(true);
    expect(isMuchSlower({ milliseconds: 19 }, { milliseconds: 10 })).toBe(false);
  });

  it('on sequences of unequal length, beyond 32 positions, within the context', () => {
    for (const size of ['small', 'large'] as const) {
      const groups = probeGroups(size, { vocabularySize: 270, contextLength: 0 });
      const lengths = groups.flatMap(({ sequences }) => sequences.map(({ ids }) => ids.length));
      expect(new Set(lengths).size).toBeGreaterThan(2);
      expect(Math.max(...lengths) > 40).toBe(size === 'large');
      for (const { sequences } of probeGroups(size, { vocabularySize: 3, contextLength: 4 })) {
        for (const { ids, promptLength } of sequences) {
          expect(ids.length).toBeLessThanOrEqual(4);
          expect(promptLength).toBeLessThan(ids.length);
          for (const id of ids) expect(id).toBeLessThan(3);
        }
      }
    }
  });

  it('and differs where its numbers do', async () => {
    const probe = async (seed: number) => {
      const folder = tinyFolder({ weights: tinyWeights(270, 128, seed) });
      const { runner } = await startGraph(await readModelFolder(folder), 'cpu', { threads: 1 });
      const groups = probeGroups('large', { vocabularySize: 270, contextLength: 128 });
      const { logps } = await runProbe(runner, groups, { tokens: 4096, rows: 4096 });
      await runner.session.release();
      return logps;
    };
    const [right, again, wrong] = [await probe(1), await probe(1), await probe(2)];
    expect(differenceOf(right, again)).toBe(0);
    expect(differenceOf(wrong, right)).toBeGreaterThan(0.02);
    expect(differenceOf([1, Number.NaN], [1, 2])).toBeNaN();
    expect(differenceOf([1], [1, 2])).toBeNaN();
  });
});
