import { expect, test } from 'vitest';
import { viewCalls } from '../../../extension/workbench/results/viewCalls.ts';

test('views are kept by dataset; what no page sends is not', async () => {
  const kept = new Map<string, unknown>();
  const workspaceState = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const of = (dataset: string) => viewCalls({ context: { workspaceState } } as never, { dataset } as never);
  const views = of('/a.jsonl');
  const save = (value: unknown) => views.saveViews(value as never);
  save([{ name: 'hard' }]);
  save('text');
  save([{ name: 'x'.repeat(300_000) }]);
  expect(await views.savedViews()).toEqual([{ name: 'hard' }]);
  expect(await of('/b.jsonl').savedViews()).toBeUndefined();
  save([]);
  expect(await views.savedViews()).toBeUndefined();
});
