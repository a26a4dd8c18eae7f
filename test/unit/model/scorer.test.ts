import { describe, expect, it } from 'vitest';
import type { TokenItem, TokenOutcome } from '../../../extension/model/contract.ts';
import type { RunHooks } from '../../../extension/model/pathRunner.ts';
import { loadModel } from '../../../extension/model/scorer.ts';
import { defaultScoring, type ScoringSettings } from '../../../extension/model/settings.ts';
import { fieldFolder } from '../../fixtures/onnx/field/folder.ts';
import { fieldModels } from '../../fixtures/onnx/field/models.ts';
import { folderWith, tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyLogp } from '../../fixtures/onnx/tinyLogps.ts';
import { type TinyOptions, tinyModel } from '../../fixtures/onnx/tinyModel.ts';
import { eosId, tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';
import { tinyWeights } from '../../fixtures/onnx/tinyWeights.ts';

const onCpu: ScoringSettings = { ...defaultScoring, provider: 'cpu' };
const weights = tinyWeights();

const byteIds = (text: string) => [...Buffer.from(text, 'utf8')];

/** Bytes as ids, and an EOS. */
const item = (prompt: string, ...completions: string[]): TokenItem => ({
  sequences: completions.map((completion) => ({
    ids: Int32Array.from([...byteIds(prompt + completion), eosId]),
    promptLength: byteIds(prompt).length,
  })),
});

const items = [
  item('Say it: ', 'x', 'a much longer completion, which pads its mates', 'no, é!'),
  item('Q', 'yes', 'no'),
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
        for (const [n, { sequences }] of items.entries()) {
          const outcome = outcomes[n];
          if (!outcome.ok) throw new Error(outcome.reason);
          for (const [k, { ids, promptLength }] of sequences.entries()) {
            const expected = tinyLogp(weights, [...ids], promptLength);
            expect(Math.abs(outcome.logps[k] - expected) / Math.abs(expected)).toBeLessThan(tolerance);
          }
        }
      }
      await model.release();
    });
  }
});

async function scoreOnce(
  folder: string,
  scored: readonly TokenItem[],
  settings: Partial<ScoringSettings> = {},
  hooks?: RunHooks,
) {
  const model = await loadModel(folder, onCpu, { threads: 1 });
  try {
    return await model.score(scored, { ...onCpu, ...settings }, hooks);
  } finally {
    await model.release();
  }
}

const reasonOf = (outcome: TokenOutcome) => (outcome.ok ? undefined : outcome.reason);

describe('an example that cannot be scored', () => {
  it('fails alone when a token id is beyond the vocabulary', async () => {
    const small = tinyWeights(190);
    const foreign = { sequences: [{ ids: Int32Array.of(1, 195), promptLength: 1 }] };
    const negative = { sequences: [{ ids: Int32Array.of(-1, 5), promptLength: 1 }] };
    const right = { sequences: [{ ids: Int32Array.of(1, 5, 6), promptLength: 1 }] };
    const outcomes = await scoreOnce(tinyFolder({ weights: small }), [foreign, right, negative]);
    expect(reasonOf(outcomes[0])).toMatch(
      /token id 195 of completion 1 is beyond the model's vocabulary of 190/,
    );
    expect(reasonOf(outcomes[2])).toMatch(/token id -1 of the prompt/);
    const [, outcome] = outcomes;
    expect(outcome.ok && outcome.logps[0]).toBeCloseTo(tinyLogp(small, [1, 5, 6], 1), 4);
  });

  it('fails alone when a completion has no tokens', async () => {
    const empty = { sequences: [items[1].sequences[0], { ids: Int32Array.of(1, 2), promptLength: 2 }] };
    const outcomes = await scoreOnce(tinyFolder(), [empty, items[1]]);
    expect(outcomes.map(reasonOf)).toEqual(['completion 2 has no tokens to score', undefined]);
  });

  it('fails alone when its log-probability is not a number, also next to others in a batch', async () => {
    const broken = tinyWeights();
    broken.tokens.fill(Number.NaN, 'z'.charCodeAt(0) * 8, ('z'.charCodeAt(0) + 1) * 8);
    const outcomes = await scoreOnce(tinyFolder({ weights: broken }), [item('Q', 'y', 'yzy'), items[1]]);
    expect(reasonOf(outcomes[0])).toMatch(
      /^completion 2: the log-probability of its token \d is not a number$/,
    );
    expect(outcomes[1].ok).toBe(true);
  });
});

describe('running', () => {
  it('takes sequences one at a time where int8 scales would depend on the batch', async () => {
    const folder = tinyFolder({ dynamicInt8: true });
    const together = await scoreOnce(folder, items);
    for (const [n, one] of items.entries()) {
      const [alone] = await scoreOnce(folder, [one]);
      expect(together[n]).toEqual(alone);
    }
    const model = await loadModel(folder, onCpu, { threads: 1 });
    expect(model.info.notes.join(' ')).toContain('Dynamic int8');
    await model.release();
  });

  it('tells the tokens that it ran and stops between runs when asked', async () => {
    const ran: number[] = [];
    await scoreOnce(
      fieldFolder(fieldModels['GPT-2, opset 17']()),
      items,
      {},
      { ran: (tokens) => ran.push(tokens) },
    );
    // Each prompt once, and of each completion all but its last token, which is only a label.
    const own = items.map(({ sequences }) =>
      sequences.reduce(
        (sum, { ids, promptLength }) => sum + ids.length - 1 - promptLength,
        sequences[0].promptLength,
      ),
    );
    expect(ran.reduce((sum, tokens) => sum + tokens, 0)).toBe(own[0] + own[1]);
    expect(ran.length).toBeGreaterThan(2);
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
    const [outcome] = await loaded.score([items[1]], onCpu);
    expect(outcome.ok && outcome.logps[0]).toBeCloseTo(tinyLogp(weights, [...byteIds('Qyes'), eosId], 1), 4);
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
