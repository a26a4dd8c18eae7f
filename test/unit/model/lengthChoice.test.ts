import { describe, expect, it } from 'vitest';
import type { ScoringPath, TokenItem } from '../../../extension/model/contract.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { longRotary, shortLength } from '../../fixtures/onnx/field/longRotary.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';
import { logpsOf, openPlain } from '../../fixtures/onnx/field/runPlain.ts';

const settings = { ...defaultScoring, provider: 'cpu' as const };
const tokens = (length: number, seed: number) => Array.from({ length }, (_, i) => (seed * (i + 3)) % 270);
const item = (prompt: number, lengths: readonly number[]): TokenItem => ({
  sequences: lengths.map((length) => ({
    ids: Int32Array.from([...tokens(prompt, 7), ...tokens(length, 11 + length)]),
    promptLength: prompt,
  })),
});
// Short ones, one whose completions stand on both sides of the border, and a long prompt.
const items = [item(6, [4, 9]), item(20, [2, 12, 30]), item(shortLength + 8, [5, 3])];

describe.each(['if', 'position'] as const)(
  'a graph whose positions depend on the length of a run (%s)',
  (by) => {
    it.each([undefined, 'shared-prompt', 'completion-rows', 'logits'] as const)(
      'runs every sequence whole and alone (asked: %s)',
      async (path: ScoringPath | undefined) => {
        const model = longRotary(by);
        const loaded = await loadModel(fieldFolder(model), settings, { threads: 1, path, inBatches: true });
        const outcomes = await loaded.score(items, settings);
        const plain = await openPlain(model);
        for (const [i, { sequences }] of items.entries()) {
          const outcome = outcomes[i];
          if (!outcome.ok) throw new Error(outcome.reason);
          for (const [k, { ids, promptLength }] of sequences.entries()) {
            const { logits } = await plain.run([...ids.slice(0, -1)]);
            const logps = logpsOf(logits.slice(promptLength - 1), [...ids.slice(promptLength)]);
            const expected = logps.reduce((sum, logp) => sum + logp, 0);
            expect(Math.abs(outcome.logps[k] / expected - 1), `example ${i}, completion ${k}`).toBeLessThan(
              1e-4,
            );
          }
        }
        if (path !== 'logits') expect(loaded.info.path).toBe('completion-rows');
        if (path === undefined || path === 'shared-prompt')
          expect(loaded.info.notes.join(' ')).toMatch(/depend on the length of a run/);
        await plain.release();
        await loaded.release();
      },
    );
  },
);

it('no other kind of model is taken for one', async () => {
  for (const [name, make] of Object.entries(fieldModels)) {
    if (!/opset 17|Gemma|Bloom|LFM2|positions from|GenAI Llama$|merged/.test(name)) continue;
    const folder = fieldFolder(make(), 'inside', name.startsWith('GenAI') ? 'genai' : 'optimum');
    const loaded = await loadModel(folder, settings, { threads: 1 });
    expect(loaded.info.notes.join(' '), name).not.toMatch(/depend on the length/);
    expect(loaded.info.path, name).toBe('cached-prompt');
    await loaded.release();
  }
});
