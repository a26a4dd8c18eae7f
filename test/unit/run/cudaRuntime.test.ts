import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { EvaluationClient } from '../../../extension/run/evaluationClient.ts';
import { bundle } from '../../fixtures/bundle.ts';
import { datasetFile, temporaryFolder } from '../../fixtures/datasets.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';

const modules = path.resolve('node_modules');
const own = path.join(modules, 'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so');
/** Where onnxruntime can have CUDA, and this machine's copy has no libraries of it yet. */
const canHaveCuda = process.platform === 'linux' && process.arch === 'x64' && !existsSync(own);

const clients: EvaluationClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

async function started() {
  const folder = await bundle('evaluationWorker', 'scorerProcess');
  const logs: string[] = [];
  const client = new EvaluationClient(path.join(folder, 'evaluationWorker.js'), (level, message) =>
    logs.push(`${level}: ${message}`),
  );
  clients.push(client);
  const cuda = async () => (await client.providers()).find(({ provider }) => provider === 'cuda');
  return { client, logs, cuda };
}

describe.runIf(canHaveCuda)('CUDA libraries that the user names', () => {
  test('the scorer process loads a copy of onnxruntime that has them beside it', async () => {
    const { client, cuda } = await started();
    expect(await cuda()).toMatchObject({
      works: false,
      detail: expect.stringContaining('are not installed'),
    });
    const libraries = temporaryFolder();
    // No libraries: that the loader complains of them shows that it met them.
    for (const name of ['shared', 'cuda'])
      writeFileSync(path.join(libraries, `libonnxruntime_providers_${name}.so`), 'not a library');
    const storage = temporaryFolder();
    client.setCuda({ modules, storage, libraries });
    expect(await cuda()).toMatchObject({
      works: false,
      detail: expect.stringMatching(/libonnxruntime_providers_shared\.so cannot be loaded/),
    });
    expect(readdirSync(storage)).toHaveLength(1);
    // The copy scores as the original does.
    const end = await client.evaluate(
      {
        dataset: datasetFile([{ prompt: 'a', chosen: 'b', rejected: 'c' }]),
        policy: tinyFolder({ past: 'split' }),
        reference: tinyFolder({ past: 'split' }),
        scoring: { ...defaultScoring, provider: 'cpu' },
      },
      { reading: () => {}, rows: () => {}, progress: () => {}, models: () => {}, log: () => {} },
    );
    expect(end.reason).toBeUndefined();
    expect(end.counts.scored).toBe(1);
    client.setCuda(undefined);
    expect((await cuda())?.detail).toContain('are not installed');
  });

  test('a folder that has none: the list of providers says so, and everything else goes on', async () => {
    const { client, logs, cuda } = await started();
    const libraries = path.join(temporaryFolder(), 'empty');
    mkdirSync(libraries);
    client.setCuda({ modules, storage: temporaryFolder(), libraries });
    expect(await cuda()).toMatchObject({
      works: false,
      detail: expect.stringContaining(`${libraries} has no libonnxruntime_providers_shared.so`),
    });
    expect(logs.some((line) => line.startsWith('warn: ') && line.includes(libraries))).toBe(true);
    const { works } = (await client.providers()).find(({ provider }) => provider === 'cpu')!;
    expect(works).toBe(true);
  });
});
