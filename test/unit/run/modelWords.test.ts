import { expect, test } from 'vitest';
import type { LoadedModel } from '../../../extension/model/contract.ts';
import { nodesElsewhere, placeWords } from '../../../extension/run/modelWords.ts';

const model = (provider: LoadedModel['provider'], nodes: Record<string, number>) =>
  ({
    provider,
    path: 'shared-prompt',
    placement: Object.entries(nodes).map(([name, count]) => ({
      provider: `${name}ExecutionProvider`,
      nodes: count,
    })),
  }) as unknown as LoadedModel;

test.each([
  ['cpu', { CPU: 40 }, 'cpu, shared-prompt', 0],
  ['cuda', { CUDA: 800, CPU: 12 }, 'cuda, shared-prompt, 12 of 812 nodes on CPU', 1],
  ['webgpu', { WebGpu: 30 }, 'webgpu, shared-prompt', 0],
  ['dml', { Dml: 5, CPU: 1 }, 'dml, shared-prompt, 1 of 6 nodes on CPU', 1],
  ['coreml', { CoreML: 5, CPU: 1, Xnnpack: 2 }, 'coreml, shared-prompt, 3 of 8 nodes on other providers', 2],
  ['cuda', {}, 'cuda, shared-prompt', 0],
] as const)('nodes that %s left to others, of %o', (provider, nodes, words, others) => {
  expect(placeWords(model(provider, nodes))).toBe(words);
  expect(nodesElsewhere(model(provider, nodes))).toHaveLength(others);
});
