import { describe, expect, it } from 'vitest';
import { checkFeeds, feedsFor } from '../../../extension/model/feeds.ts';
import { readModelFolder } from '../../../extension/model/folder.ts';
import { findGraphInputs, type SessionShape } from '../../../extension/model/graphInputs.ts';
import { readGraphNames } from '../../../extension/model/graphNames.ts';
import { startGraph } from '../../../extension/model/startGraph.ts';
import { UserError } from '../../../extension/userError.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { writeModel } from '../../fixtures/onnx/onnxWriter.ts';
import { tinyModel } from '../../fixtures/onnx/tinyModel.ts';

type Type = 'int32' | 'int64' | 'float32' | 'float16' | 'bool' | 'float64';
type Shape = (number | string)[];

const tensor = (name: string, type: Type, shape: Shape) => ({ name, type, shape, isTensor: true as const });
const ids = tensor('input_ids', 'int64', ['batch', 'tokens']);
const mask = tensor('attention_mask', 'int64', ['batch', 'all']);
const logits = tensor('logits', 'float32', ['batch', 'tokens', 100]);
const config = { contextLength: 0, vocabularySize: 0, keyValueHeads: 3, headSize: 5 };

function find(inputs: ReturnType<typeof tensor>[], outputs = [logits]) {
  const graph: SessionShape = { inputMetadata: inputs, outputMetadata: outputs };
  return findGraphInputs(graph, readGraphNames(undefined), config, 'This model');
}

function dimsOf(name: string, shape: Shape, batch = 2): readonly number[] {
  const graph = find([ids, mask, tensor(name, 'float32', shape)]);
  return feedsFor(graph, { rows: Array.from({ length: batch }, () => [1, 2, 3]), start: 0 })[name].dims;
}

describe('the empty past', () => {
  it('has the dimensions that the graph names, whatever their order', () => {
    expect(dimsOf('past_key_values.0.key', ['batch', 4, 'past_sequence_length', 8])).toEqual([2, 4, 0, 8]);
    expect(dimsOf('past_key_values.0.key', ['batch', 4, 8, 'past_sequence_length'])).toEqual([2, 4, 8, 0]);
    expect(dimsOf('past_3', [2, 'batch', 4, 'past_seq_len', 8])).toEqual([2, 2, 4, 0, 8]);
    // Bloom keeps batch and heads in one dimension.
    expect(dimsOf('past_key_values.0.key', ['batch_size x num_heads', 8, 'past_sequence_length'])).toEqual([
      6, 8, 0,
    ]);
  });

  it('takes heads from the config and unnamed dimensions by their place', () => {
    expect(
      dimsOf('past_key_values.0.key', ['batch', 'num_heads', 'past_sequence_length', 'head_dim']),
    ).toEqual([2, 3, 0, 5]);
    expect(dimsOf('past_key_values.0.key', ['', '', '', ''])).toEqual([2, 3, 0, 5]);
  });

  it('is zeros for the state of a convolution', () => {
    expect(dimsOf('past_conv.4', ['batch', 16, 3])).toEqual([2, 16, 3]);
  });

  it('cannot be a static cache or one of unknown size', () => {
    expect(() => dimsOf('past_key_values.0.key', ['batch', 4, 512, 8])).toThrow(
      /fixed length \(a static cache\)/,
    );
    expect(() => dimsOf('past_key_values.0.key', ['batch', 'mystery', 8])).toThrow(/dimension "mystery"/);
  });
});

describe('feeds', () => {
  const wanted = { inputMetadata: [ids, mask], outputMetadata: [logits] };
  const feeds = feedsFor(find([ids, mask]), { rows: [[7, 8, 9], [5]], start: 0 });

  it('are padded on the right, with a mask', () => {
    expect([...(feeds.input_ids.data as BigInt64Array)]).toEqual([7n, 8n, 9n, 5n, 0n, 0n]);
    expect([...(feeds.attention_mask.data as BigInt64Array)]).toEqual([1n, 1n, 1n, 1n, 0n, 0n]);
  });

  it('go on from a past: positions are counted on, and the mask covers it', () => {
    const positions = tensor('position_ids', 'int64', ['batch', 'tokens']);
    const cache = { past_0: feeds.input_ids };
    const later = feedsFor(
      find([ids, mask, positions]),
      { rows: [[4], [5, 6]], start: 3, past: cache },
      'prompt/',
    );
    const numbers = (name: string) => [...(later[name].data as BigInt64Array)].map(Number);
    expect(Object.keys(later)).toEqual([
      'prompt/input_ids',
      'prompt/attention_mask',
      'prompt/position_ids',
      'past_0',
    ]);
    expect(numbers('prompt/input_ids')).toEqual([4, 0, 5, 6]);
    expect(numbers('prompt/attention_mask')).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
    expect(numbers('prompt/position_ids')).toEqual([3, 4, 3, 4]);
  });

  it('are checked before a run: names, types, dimensions', () => {
    expect(() => checkFeeds(wanted, feeds)).not.toThrow();
    expect(() => checkFeeds(wanted, { input_ids: feeds.input_ids })).toThrow(
      'no value for the input attention_mask',
    );
    const asInt32 = { ...wanted, inputMetadata: [tensor('input_ids', 'int32', ['b', 't']), mask] };
    expect(() => checkFeeds(asInt32, feeds)).toThrow('the input input_ids takes int32, not int64');
    const fixed = { ...wanted, inputMetadata: [tensor('input_ids', 'int64', [1, 't']), mask] };
    expect(() => checkFeeds(fixed, feeds)).toThrow('the input input_ids takes [1, t], not [2, 3]');
  });
});

describe('a graph that is no language model', () => {
  it('is refused with what it takes and gives', () => {
    const image = tensor('pixel_values', 'float32', ['batch', 3, 224, 224]);
    expect(() => find([image])).toThrow(
      'This model is not a language model that can be scored: it has no input input_ids. It takes pixel_values (float32 [batch, 3, 224, 224]); it gives logits (float32 [batch, tokens, 100]). Export a causal language model',
    );
    expect(() => find([ids, mask, image])).toThrow(/input pixel_values cannot be made from text/);
    expect(() => find([ids, mask], [tensor('last_hidden_state', 'float32', ['b', 't', 8])])).toThrow(
      /no output logits/,
    );
    expect(() => find([ids], [tensor('logits', 'float32', ['batch', 2])])).toThrow(
      /not \[batch, tokens, vocabulary\]/,
    );
  });

  it('is refused for types and fixed dimensions that cannot be fed', () => {
    expect(() => find([tensor('input_ids', 'float32', ['b', 't'])])).toThrow(
      /input_ids is float32 instead of int32 or int64/,
    );
    expect(() => find([tensor('input_ids', 'int64', ['b', 1])])).toThrow(/exactly 1 tokens at a time/);
    expect(() => find([tensor('input_ids', 'int64', [4, 't'])])).toThrow(/exactly 4 sequences at a time/);
    expect(() => find([ids], [tensor('logits', 'float64', ['b', 't', 9])])).toThrow(
      /float64 instead of float32 or float16/,
    );
  });

  it('shows only the first of many inputs', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      tensor(`past_key_values.${i}.key`, 'float64', ['b', 1, 'p', 1]),
    );
    expect(() => find([ids, ...many])).toThrow(/, 33 more; it gives/);
  });
});

describe('a graph that ONNX Runtime cannot use', () => {
  async function errorOf(graph: Uint8Array): Promise<string> {
    const spec = await readModelFolder(tinyFolder({}, {}, { 'onnx/model.onnx': graph }));
    const error = await startGraph(spec, 'cpu', { threads: 1 }).catch((reason: unknown) => reason);
    if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${error}`);
    expect(error.kind).toBe('model');
    return error.message;
  }

  it('has bfloat16 at its border', async () => {
    expect(await errorOf(tinyModel({ floats: 'bfloat16' }))).toMatch(
      /bfloat16.*Export the model as float32 or float16/,
    );
  });

  it('has an operator that does not exist', async () => {
    const value = (name: string) => ({ name, type: 'float32' as const, shape: [1] });
    const graph = {
      nodes: [{ op: 'NoSuchOperator', inputs: ['x'], outputs: ['y'] }],
      initializers: [],
      inputs: [value('x')],
      outputs: [value('y')],
    };
    expect(await errorOf(writeModel(graph))).toMatch(
      /ONNX Runtime cannot load .*NoSuchOperator.*Export or copy/,
    );
  });

  it('loads but fails when run', async () => {
    // A table without rows: every token is beyond it.
    const graph = {
      nodes: [{ op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['logits'], attributes: { axis: 0 } }],
      initializers: [{ name: 'table', type: 'float32' as const, dims: [0, 3], bytes: new Uint8Array(0) }],
      inputs: [{ name: 'input_ids', type: 'int64' as const, shape: ['b', 't'] }],
      outputs: [{ name: 'logits', type: 'float32' as const, shape: ['b', 't', 3] }],
    };
    expect(await errorOf(writeModel(graph))).toMatch(/loads but cannot be run: .*out of (data )?bounds/);
  });
});
