import { describe, expect, it } from 'vitest';
import type { ScoringPath, TokenItem, TokenLogps, TokenOutcome } from '../../../extension/model/contract.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring, type ScoringSettings } from '../../../extension/model/settings.ts';
import { examples, recompute, recomputeTokens } from '../../fixtures/onnx/field/examples.ts';
import type { FieldModel } from '../../fixtures/onnx/field/families.ts';
import { fieldFolder, type Placement } from '../../fixtures/onnx/field/folder.ts';
import { bfloat16Model, fieldModels } from '../../fixtures/onnx/field/models.ts';

const onCpu: ScoringSettings = { ...defaultScoring, provider: 'cpu' };
const items = Object.values(examples);

const paths: readonly ScoringPath[] = [
  'shared-prompt',
  'cached-prompt',
  'completion-rows',
  'reduced-logits',
  'logits',
];

/** Those that are exact for a kind of model, fastest first. */
function pathsOf(name: string): readonly ScoringPath[] {
  if (name.includes('last token')) return paths.slice(0, 3);
  if (name.includes('no past')) return paths.slice(2);
  if (name.includes('batch of one')) return paths.slice(2);
  // Its queries, keys and values go on from a cache for one sequence at a time.
  if (name.startsWith('GenAI')) return paths.slice(1);
  // The scale of an activation is taken over all rows of a run, so whole sequences, one at a time.
  if (name.includes('dynamic int8')) return paths.slice(2);
  return paths;
}

/** What the CPU takes by itself: both passes in one run are only ahead where a cache would have to come back from a GPU. */
const chosenOf = (name: string) => pathsOf(name).find((path) => path !== 'shared-prompt');

/** Every example of a list must be as recomputed. */
function expectRecomputed(
  model: FieldModel,
  scored: readonly TokenItem[],
  outcomes: readonly TokenOutcome[],
) {
  expect(outcomes.length).toBe(scored.length);
  for (const [i, item] of scored.entries()) {
    const outcome = outcomes[i];
    if (!outcome.ok) throw new Error(outcome.reason);
    const expected = recompute(model, item);
    expect(outcome.logps.length).toBe(expected.length);
    const worst = Math.max(...expected.map((logp, k) => Math.abs(outcome.logps[k] / logp - 1)));
    expect(worst, `${outcome.logps} instead of ${expected}`).toBeLessThan(model.tolerance);
  }
}

/** The same token by token. */
function expectTokens(model: FieldModel, scored: readonly TokenItem[], outcomes: readonly TokenLogps[]) {
  for (const [i, item] of scored.entries()) {
    const outcome = outcomes[i];
    if (!outcome.ok) throw new Error(outcome.reason);
    const expected = recomputeTokens(model, item);
    expect(outcome.logps.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
    for (const [k, values] of expected.entries())
      for (const [t, logp] of values.entries())
        expect(Math.abs(outcome.logps[k][t] - logp) / Math.max(1, Math.abs(logp))).toBeLessThan(
          model.tolerance * 2,
        );
  }
}

describe.each(Object.entries(fieldModels))('%s', (name, make) => {
  const model = make();

  it.each(pathsOf(name))('by %s', async (path) => {
    // The one that the CPU takes by itself is not asked for.
    const asked = path === chosenOf(name) ? undefined : path;
    const folder = fieldFolder(model, 'inside', name.startsWith('GenAI') ? 'genai' : 'optimum');
    const loaded = await loadModel(folder, onCpu, { threads: 1, path: asked });
    expect(loaded.info).toMatchObject({ path, provider: 'cpu', vocabularySize: 272, contextLength: 64 });
    // All at once, some at a time, and token by token where a cache allows it.
    for (const batchTokens of path === 'cached-prompt' ? [4096, 24, 1] : [4096, 24]) {
      expectRecomputed(model, items, await loaded.score(items, { ...onCpu, batchTokens }));
    }
    // One example alone, as it is asked for token by token.
    const singly: TokenLogps[] = [];
    for (const item of items) singly.push(...(await loaded.scoreTokens([item], onCpu)));
    expectTokens(model, items, singly);
    await loaded.release();
  });
});

it('runs what sequences have in common once', async () => {
  const loaded = await loadModel(fieldFolder(fieldModels['Llama, opset 17']()), onCpu, { threads: 1 });
  const tokensOf = async (item: TokenItem) => {
    let tokens = 0;
    await loaded.score([item], onCpu, { ran: (count) => (tokens += count) });
    return tokens;
  };
  const { 'identical completions': identical, 'a long prompt, many completions': many } = examples;
  const distinct = { sequences: [identical.sequences[0], identical.sequences[2]] };
  expect(await tokensOf(identical)).toBe(await tokensOf(distinct));
  const all = many.sequences.reduce((sum, { ids }) => sum + ids.length - 1, 0);
  const prompt = many.sequences[0].promptLength;
  expect(await tokensOf(many)).toBe(all - prompt * (many.sequences.length - 1));
  await loaded.release();
});

describe('weights', () => {
  const placements: readonly Placement[] = ['inside', 'beside', 'several', 'linked'];
  for (const name of ['Llama, opset 17', 'GPT-2, merged decoder, opset 14', 'Llama, 4-bit body and head']) {
    it.each(placements)(`${name}: %s`, async (placement) => {
      const model = fieldModels[name]();
      const loaded = await loadModel(fieldFolder(model, placement), onCpu, { threads: 1 });
      expect(loaded.info.path).toBe('cached-prompt');
      const bytes = model.graph.initializers.reduce((sum, { bytes }) => sum + bytes.length, 0);
      expect(loaded.info.weightBytes / bytes).toBeGreaterThan(0.98);
      expect(loaded.info.weightBytes / bytes).toBeLessThan(1.02);
      expectRecomputed(model, items, await loaded.score(items, onCpu));
      await loaded.release();
    });
  }
});

it('bfloat16 is refused in a sentence that says what to do', async () => {
  const loading = loadModel(fieldFolder(bfloat16Model()), onCpu, { threads: 1 });
  await expect(loading).rejects.toThrow(
    /bfloat16, which .* does not support.*\. Export the model as float32 or float16\./,
  );
});
