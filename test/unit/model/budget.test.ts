import { describe, expect, it } from 'vitest';
import { budgetOf } from '../../../extension/model/budget.ts';

describe('what a forward pass may hold', () => {
  it('is the setting, in tokens, and never nothing', () => {
    expect(budgetOf('completion-rows', 'cpu', 50_000, { batchTokens: 777 }).tokens).toBe(777);
    expect(budgetOf('completion-rows', 'cpu', 50_000, { batchTokens: 0 })).toEqual({ tokens: 1, rows: 1 });
  });

  it('is 256 MiB of float32 where logits leave the graph, whatever the provider', () => {
    for (const provider of ['cpu', 'webgpu'] as const) {
      for (const path of ['logits', 'reduced-logits'] as const) {
        const { rows } = budgetOf(path, provider, 151_936, { batchTokens: 100_000 });
        expect(rows * 4 * 151_936).toBeLessThanOrEqual(2 ** 28);
        expect((rows + 1) * 4 * 151_936).toBeGreaterThan(2 ** 28);
      }
    }
  });

  it('is 1 GiB of them inside a GPU, and no bound on the CPU, which takes them in blocks', () => {
    const { rows } = budgetOf('shared-prompt', 'cuda', 151_936, { batchTokens: 100_000 });
    expect(rows * 4 * 151_936).toBeLessThanOrEqual(2 ** 30);
    expect(rows).toBeGreaterThan(1700);
    expect(budgetOf('cached-prompt', 'cpu', 151_936, { batchTokens: 4096 }).rows).toBe(4096);
  });

  it('has a row even of a vocabulary that is larger than all of it, or of none', () => {
    expect(budgetOf('logits', 'cpu', 2 ** 30, { batchTokens: 8 }).rows).toBe(1);
    expect(budgetOf('logits', 'cpu', 0, { batchTokens: 8 }).rows).toBe(2 ** 26);
  });
});
