import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { scoreTexts } from '../../fixtures/onnx/scoreTexts.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/models/tiny-random-gpt2-fp32');
const settings = { ...defaultScoring, provider: 'cpu' as const, appendEos: false };

/** The full logits of one sequence, by a run of this test's own. */
async function logitsOf(ids: readonly number[]): Promise<number[][]> {
  const session = await InferenceSession.create(resolve(folder, 'past.onnx'), { intraOpNumThreads: 1 });
  const row = (values: number[]) => new Tensor('int32', Int32Array.from(values), [1, ids.length]);
  const feeds: Record<string, Tensor> = {
    input_ids: row([...ids]),
    attention_mask: row(ids.map(() => 1)),
    position_ids: row(ids.map((_, i) => i)),
  };
  for (let layer = 0; layer < 5; layer++) {
    feeds[`past_${layer}`] = new Tensor('float32', new Float32Array(0), [2, 1, 4, 0, 8]);
  }
  const { logits } = await session.run(feeds);
  const data = logits.data as Float32Array;
  await session.release();
  return ids.map((_, i) => [...data.slice(i * 1000, (i + 1) * 1000)]);
}

describe.skipIf(!existsSync(folder))(
  'a model that this project did not make (skipped without ../shared)',
  () => {
    it('is scored as its own logits say', async () => {
      const model = await loadModel(folder, settings, { threads: 1 });
      expect(model.info).toMatchObject({ vocabularySize: 1000, contextLength: 512, provider: 'cpu' });
      // GPT-2's bytes: "A" is 32, "a" 64; ids below 1,000 are all the model has.
      const ofLetters = (text: string) => [...text].map((letter) => letter.charCodeAt(0) - 33);
      const items = [
        { prompt: 'Q!', completions: ['7', 'X9Z8Q7', 'ZQ'] },
        { prompt: 'J', completions: ['7K7K7K7K7K7K7', 'Z'] },
      ];
      for (const batchTokens of [4096, 1]) {
        const outcomes = await scoreTexts(model, items, { ...settings, border: 'separate', batchTokens });
        for (const [n, { prompt, completions }] of items.entries()) {
          const outcome = outcomes[n];
          if (!outcome.ok) throw new Error(outcome.reason);
          for (const [k, completion] of completions.entries()) {
            const before = ofLetters(prompt);
            const ids = [...before, ...ofLetters(completion)];
            const logits = await logitsOf(ids);
            let expected = 0;
            for (let t = before.length; t < ids.length; t++) {
              const row = logits[t - 1];
              expected += row[ids[t]] - Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
            }
            expect(outcome.tokens[k]).toBe(ids.length - before.length);
            expect(Math.abs(outcome.logps[k] / expected - 1)).toBeLessThan(1e-4);
          }
        }
      }
      await model.release();
    });

    it('fails examples whose tokens it does not have, with the reason', async () => {
      const model = await loadModel(folder, settings, { threads: 1 });
      const outcomes = await scoreTexts(
        model,
        [
          { prompt: 'What is the capital of France?', completions: ['Paris', 'Lyon'] },
          { prompt: 'A', completions: ['B', 'C'] },
        ],
        settings,
      );
      expect(outcomes[0]).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/beyond the model's vocabulary of 1000/),
      });
      expect(outcomes[1].ok).toBe(true);
      await model.release();
    });
  },
);
