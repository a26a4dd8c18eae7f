import { describe, expect, it } from 'vitest';
import type { ScoreItem, ScoreOutcome } from '../../../extension/model/contract.ts';
import { loadModel, type ScoreHooks } from '../../../extension/model/scorer.ts';
import { defaultScoring, type ScoringSettings } from '../../../extension/model/settings.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyLogp } from '../../fixtures/onnx/tinyLogps.ts';
import { type TinyOptions, tinyModel } from '../../fixtures/onnx/tinyModel.ts';
import { eosId, tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

const onCpu: ScoringSettings = { ...defaultScoring, provider: 'cpu' };
const weights = tinyWeights();

/** Ids of a text without merges, by the byte alphabet alone. */
function byteIds(text: string): number[] {
  return [...Buffer.from(text, 'utf8')];
}

const prompt = 'Say it: ';
const completions = ['x', 'a much longer completion, which pads its mates', 'no, é!'];
const items = [
  { prompt, completions },
  { prompt: 'Q', completions: ['yes', 'no'] },
];

const variants: Record<string, TinyOptions> = {
  'int64 ids, split past': { past: 'split' },
  'int64 ids, stacked past': { past: 'stacked' },
  'int32 ids, stacked past': { ids: 'int32', past: 'stacked' },
  'int32 ids, no past, no position_ids': { ids: 'int32', positionIds: false },
  'no attention_mask': { attentionMask: false },
  'token_type_ids and num_logits_to_keep': { tokenTypeIds: true, extra: 'keep' },
  use_cache_branch: { past: 'split', extra: 'branch' },
  'batch of one by its dimensions': { fixedBatch: 1 },
  'float16 logits and past': { floats: 'float16', past: 'split' },
};

describe('log-probabilities of a tiny model against its float64 recomputation', () => {
  for (const [name, options] of Object.entries(variants)) {
    it(name, async () => {
      const model = await loadModel(tinyFolder(options), onCpu, { threads: 1 });
      const tolerance = options.floats === 'float16' ? 2e-3 : 1e-4;
      for (const batchTokens of [4096, 60, 1]) {
        const outcomes = await model.score(items, { ...onCpu, batchTokens });
        for (const [n, item] of items.entries()) {
          const outcome = outcomes[n];
          if (!outcome.ok) throw new Error(outcome.reason);
          for (const [k, completion] of item.completions.entries()) {
            const before = byteIds(item.prompt);
            const ids = [...before, ...byteIds(completion), eosId];
            const expected = tinyLogp(weights, ids, before.length);
            expect(Math.abs(outcome.logps[k] - expected) / Math.abs(expected)).toBeLessThan(tolerance);
            expect(outcome.tokens[k]).toBe(ids.length - before.length);
          }
        }
      }
      await model.release();
    });
  }
});

async function scoreOnce(
  folder: string,
  scored: readonly ScoreItem[],
  settings: Partial<ScoringSettings> = {},
  hooks?: ScoreHooks,
) {
  const model = await loadModel(folder, onCpu, { threads: 1 });
  try {
    return await model.score(scored, { ...onCpu, ...settings }, hooks);
  } finally {
    await model.release();
  }
}

const reasonOf = (outcome: ScoreOutcome) => (outcome.ok ? undefined : outcome.reason);

describe('an example that cannot be scored', () => {
  it('fails alone when a token id is beyond the vocabulary', async () => {
    // Ids up to 255 and a vocabulary of 190: é has a byte of 195.
    const small = tinyWeights(190);
    const folder = tinyFolder({ weights: small });
    const outcomes = await scoreOnce(folder, [{ prompt: 'Q', completions: ['é', 'y'] }, items[1]], {
      appendEos: false,
    });
    expect(reasonOf(outcomes[0])).toMatch(
      /token id 195 of completion 1 is beyond the model's vocabulary of 190/,
    );
    const outcome = outcomes[1];
    const ids = byteIds('Qno');
    expect(outcome.ok && outcome.logps[1]).toBeCloseTo(tinyLogp(small, ids, 1), 4);
  });

  it('fails alone when its log-probability is not a number, also next to others in a batch', async () => {
    const broken = tinyWeights();
    broken.tokens.fill(Number.NaN, 'z'.charCodeAt(0) * 8, ('z'.charCodeAt(0) + 1) * 8);
    const outcomes = await scoreOnce(tinyFolder({ weights: broken }), [
      { prompt: 'Q', completions: ['y', 'yzy'] },
      items[1],
    ]);
    expect(reasonOf(outcomes[0])).toMatch(
      /^completion 2: the log-probability of its token \d is not a number$/,
    );
    expect(outcomes[1].ok).toBe(true);
  });

  it('says so for a prompt that fills the length, an empty prompt, a conversation without template', async () => {
    const folder = tinyFolder({}, {}, { 'tokenizer_config.json': { eos_token: '</s>' } });
    const outcomes = await scoreOnce(
      folder,
      [
        { prompt: 'a long prompt', completions: ['y'] },
        { prompt: '', completions: ['y'] },
        { prompt: [{ role: 'user', content: 'Q' }], completions: ['y'] },
        { prompt: 'Q', completions: ['y', 'too long for it'] },
      ],
      { maxLength: 8 },
    );
    expect(outcomes.map(reasonOf)).toEqual([
      'completion 1: the prompt alone has 13 tokens and fills the maximum of 8',
      expect.stringContaining('no tokens'),
      expect.stringContaining('no chat template'),
      undefined,
    ]);
    const cut = outcomes[3];
    if (!cut.ok) throw new Error(cut.reason);
    expect([cut.truncated, [...cut.tokens]]).toEqual([true, [2, 7]]);
    expect(cut.logps[1]).toBeCloseTo(tinyLogp(weights, byteIds('Qtoo lon'), 1), 4);
  });

  it('after keep_end without its prompt leaves out the first token, as TRL does', async () => {
    const [outcome] = await scoreOnce(tinyFolder(), [{ prompt: 'Q', completions: ['abcdefgh'] }], {
      maxLength: 5,
      truncation: 'keep_end',
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.tokens[0]).toBe(4);
    expect(outcome.logps[0]).toBeCloseTo(tinyLogp(weights, [...byteIds('efgh'), eosId], 1), 4);
  });
});

describe('running', () => {
  it('takes sequences one at a time where int8 scales would depend on the batch', async () => {
    const folder = tinyFolder({ dynamicInt8: true });
    const together = await scoreOnce(folder, items);
    for (const [n, item] of items.entries()) {
      const [alone] = await scoreOnce(folder, [item]);
      expect(together[n]).toEqual(alone);
    }
    const model = await loadModel(folder, onCpu, { threads: 1 });
    expect(model.info.notes.join(' ')).toContain('Dynamic int8');
    await model.release();
  });

  it('tells the tokens that it ran and stops between runs when asked', async () => {
    const ran: number[] = [];
    await scoreOnce(tinyFolder(), items, { batchTokens: 1 }, { ran: (tokens) => ran.push(tokens) });
    const lengths = items.flatMap((item) =>
      item.completions.map((text) => byteIds(item.prompt + text).length + 1),
    );
    expect(ran).toEqual(lengths.sort((a, b) => b - a));
    const stop = new AbortController();
    const stopped = scoreOnce(
      tinyFolder(),
      items,
      { batchTokens: 1 },
      { signal: stop.signal, ran: () => stop.abort() },
    );
    await expect(stopped).rejects.toThrow(/abort/i);
  });

  it('reads names from genai_config.json', async () => {
    const rename = (name: string) =>
      ({ input_ids: 'ids', past_0: 'state_0', logits: 'answer' })[name] ?? name;
    const model = tinyModel({ past: 'stacked', ids: 'int32', rename });
    const folder = folderWith({
      'genai_config.json': {
        model: {
          vocab_size: 270,
          context_length: 64,
          decoder: {
            filename: 'lm.onnx',
            inputs: { input_ids: 'ids', past_names: 'state_%d' },
            outputs: { logits: 'answer' },
          },
        },
      },
      'lm.onnx': model,
      'tokenizer.json': tinyTokenizer(),
    });
    const loaded = await loadModel(folder, onCpu, { threads: 1 });
    expect(loaded.info).toMatchObject({
      contextLength: 64,
      vocabularySize: 270,
      provider: 'cpu',
      attempts: [],
    });
    // No file names an EOS, so none is appended.
    const [outcome] = await loaded.score([items[1]], onCpu);
    expect(outcome.ok && outcome.logps[0]).toBeCloseTo(tinyLogp(weights, byteIds('Qyes'), 1), 4);
    await loaded.release();
  });

  it('finds weights beside the graph', async () => {
    const chunks: Uint8Array[] = [];
    const graph = tinyModel({ external: { location: 'model.onnx_data', chunks } });
    const files = { 'onnx/model.onnx': graph, 'onnx/model.onnx_data': Buffer.concat(chunks) };
    const [outcome] = await scoreOnce(tinyFolder({}, {}, files), [items[1]]);
    expect(outcome.ok && outcome.logps[1]).toBeCloseTo(tinyLogp(weights, [...byteIds('Qno'), eosId], 1), 4);
  });
});
