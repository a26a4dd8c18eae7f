import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { scoreTexts } from '../../fixtures/onnx/scoreTexts.ts';

const sample = resolve(import.meta.dirname, '../../../media/sample');
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Log-probability of a completion with its EOS: the tokenizer library, a run over one sequence, a plain log-softmax. */
async function recompute(folder: string, prompt: string, completion: string): Promise<[number, number]> {
  const config = json(resolve(folder, 'tokenizer_config.json'));
  const tokenizer = new Tokenizer(json(resolve(folder, 'tokenizer.json')), config);
  const before = tokenizer.encode(prompt).ids;
  const ids = tokenizer.encode(prompt + completion + (config.eos_token?.content ?? config.eos_token)).ids;
  expect(ids.slice(0, before.length)).toEqual(before);
  const session = await InferenceSession.create(resolve(folder, 'onnx/model.onnx'), { intraOpNumThreads: 1 });
  const row = (value: (i: number) => number) =>
    new Tensor(
      'int64',
      BigInt64Array.from(ids, (_, i) => BigInt(value(i))),
      [1, ids.length],
    );
  const feeds: Record<string, Tensor> = {};
  for (const input of session.inputMetadata) {
    if (!input.isTensor) throw new Error(`${input.name} is no tensor`);
    if (input.name === 'input_ids') feeds[input.name] = row((i) => ids[i]);
    else if (input.name === 'attention_mask') feeds[input.name] = row(() => 1);
    else if (input.name === 'position_ids') feeds[input.name] = row((i) => i);
    else {
      const [, heads, , head] = input.shape as number[];
      feeds[input.name] = new Tensor('float32', new Float32Array(0), [1, heads, 0, head]);
    }
  }
  const { logits } = await session.run(feeds);
  await session.release();
  const [, , vocabulary] = logits.dims;
  const data = logits.data as Float32Array;
  let logp = 0;
  for (let t = before.length; t < ids.length; t++) {
    const of = [...data.slice((t - 1) * vocabulary, t * vocabulary)];
    const max = Math.max(...of);
    logp += of[ids[t]] - max - Math.log(of.reduce((sum, x) => sum + Math.exp(x - max), 0));
  }
  return [logp, ids.length - before.length];
}

describe('the bundled sample', () => {
  for (const role of ['policy', 'reference']) {
    it(`is scored right by its ${role}`, async () => {
      const folder = resolve(sample, role);
      const records = readFileSync(resolve(sample, 'rankings.jsonl'), 'utf8').split('\n').slice(0, 4);
      const items = records
        .map((line) => JSON.parse(line))
        .map(({ prompt, responses }) => ({ prompt, completions: responses }));
      const model = await loadModel(folder, { provider: 'cpu' }, { threads: 1 });
      const outcomes = await scoreTexts(model, items, defaultScoring);
      await model.release();
      for (const [n, { prompt, completions }] of items.entries()) {
        const outcome = outcomes[n];
        if (!outcome.ok) throw new Error(outcome.reason);
        for (const [k, completion] of completions.entries()) {
          const [logp, tokens] = await recompute(folder, prompt, completion);
          expect(outcome.tokens[k]).toBe(tokens);
          expect(Math.abs(outcome.logps[k] - logp)).toBeLessThan(1e-4 * Math.max(1, Math.abs(logp)));
        }
      }
    });
  }
});
