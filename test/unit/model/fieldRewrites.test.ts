import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TokenItem } from '../../../extension/model/contract.ts';
import { completionRows } from '../../../extension/onnx/completionRows.ts';
import { flattenMerged } from '../../../extension/onnx/flattenMerged.ts';
import type { Edited } from '../../../extension/onnx/onnxModel.ts';
import { readOnnxModel } from '../../../extension/onnx/readOnnxModel.ts';
import { reducedLogits } from '../../../extension/onnx/reducedLogits.ts';
import { sharedPrompt } from '../../../extension/onnx/sharedPrompt.ts';
import { examples, recompute } from '../../fixtures/onnx/field/examples.ts';
import type { FieldModel } from '../../fixtures/onnx/field/families.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';
import { openRewritten } from '../../fixtures/onnx/field/runRewritten.ts';

// The rewritten graphs in batches that the product makes on a GPU only: several prompts, of unequal length, in one run.

const items = Object.values(examples);
const withOnePrompt = items.filter(({ sequences }) => {
  const prompts = sequences.map(({ ids, promptLength }) => ids.slice(0, promptLength).join());
  return new Set(prompts).size === 1 && prompts[0] !== '';
});
const promptLengthOf = ({ sequences }: TokenItem) => sequences[0].promptLength;

/** Why a kind's prompt cannot be shared by several completions in one run. */
function whyNotShared(name: string): RegExp | undefined {
  if (name.includes('no past')) return /takes no past/;
  if (name.includes('dynamic int8')) return /scales/;
  if (name.includes('batch of one')) return /exactly 1/;
  if (name.startsWith('GenAI')) return /GroupQueryAttention/;
  return undefined;
}

/** Kinds that count positions by themselves, see all that lies before them, or carry a state. */
const onePromptLength = /positions from|Bloom|no mask|LFM2/;

function expectRecomputed(model: FieldModel, item: TokenItem, got: readonly number[]) {
  const expected = recompute(model, item);
  expect(got.length).toBe(expected.length);
  const worst = Math.max(...got.map((logp, k) => Math.abs(logp / expected[k] - 1)));
  expect(worst, `${got} instead of ${expected}`).toBeLessThan(model.tolerance);
}

describe.each(Object.entries(fieldModels))('%s', (name, make) => {
  const model = make();
  const flat = flattenMerged(readOnnxModel(join(fieldFolder(model), 'onnx/model.onnx')));
  if (!flat.ok) throw new Error(flat.reason);
  const edits: Record<string, Edited> = {
    'the head on completion rows': completionRows(flat.model),
    'the head on all rows': reducedLogits(flat.model),
  };

  it.each(Object.entries(edits))('%s gives what the recomputation gives', async (way, edited) => {
    if (name.includes('last token') && way === 'the head on all rows') {
      expect(edited).toMatchObject({ ok: false, reason: expect.stringContaining('last position') });
      return;
    }
    if (!edited.ok) throw new Error(edited.reason);
    const graph = await openRewritten(edited.model);
    for (const item of items) {
      for (const sequence of item.sequences) {
        expectRecomputed(model, { sequences: [sequence] }, await graph.whole([sequence]));
      }
      // Batch mates move the scale of dynamic int8.
      if (!/dynamic int8|batch of one/.test(name))
        expectRecomputed(model, item, await graph.whole(item.sequences));
    }
    await graph.release();
  });

  it('both passes in one graph give what the recomputation gives, or it says why they cannot be', async () => {
    const edited = sharedPrompt(flat.model);
    const reason = whyNotShared(name);
    if (reason) {
      expect(edited).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
      return;
    }
    if (!edited.ok) throw new Error(edited.reason);
    expect(edited.onePromptLength).toBe(onePromptLength.test(name));
    const graph = await openRewritten(edited.model);
    for (const item of withOnePrompt) {
      expectRecomputed(model, item, (await graph.shared([item], 'left'))[0]);
    }
    const ofOneLength = withOnePrompt.filter(
      (item) => promptLengthOf(item) === promptLengthOf(withOnePrompt[0]),
    );
    expect(ofOneLength.length).toBeGreaterThan(2);
    for (const [i, logps] of (await graph.shared(ofOneLength, 'left')).entries()) {
      expectRecomputed(model, ofOneLength[i], logps);
    }
    if (!edited.onePromptLength) {
      const logps = await graph.shared(withOnePrompt, 'left');
      // Padding before a prompt sees nothing: with minus infinity that is not a number, and it spreads.
      if (name.includes('minus infinity')) expect(logps.flat().some(Number.isNaN)).toBe(true);
      else for (const [i, item] of withOnePrompt.entries()) expectRecomputed(model, item, logps[i]);
    }
    await graph.release();
  });
});
