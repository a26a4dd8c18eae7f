import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { completionRows } from '../../../extension/onnx/completionRows.ts';
import { findHead } from '../../../extension/onnx/findHead.ts';
import { readOnnxModel } from '../../../extension/onnx/readOnnxModel.ts';
import { reducedLogits } from '../../../extension/onnx/reducedLogits.ts';
import { type GraphBuilder, newGraph } from '../../fixtures/onnx/field/graphBuilder.ts';
import { logSumExp } from '../../fixtures/onnx/field/oracle/float64.ts';
import { matrix, random } from '../../fixtures/onnx/field/weights.ts';
import { writeModel } from '../../fixtures/onnx/onnxWriter.ts';
import { int64, openEdited } from './runEdited.ts';

const folder = mkdtempSync(join(tmpdir(), 'plackett-heads-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [batch, tokens, width, vocabulary] = [2, 5, 16, 40];

/** Writes what stands between `hidden` [batch, tokens, width] and `logits`, and gives the name of its result. */
type Write = (g: GraphBuilder, hidden: string) => string;

const weights = (g: GraphBuilder, columns = vocabulary, name = 'head') =>
  g.weight(`${name}_${columns}`, matrix(name, width, columns));
const vector = (g: GraphBuilder, name: string, dims: number[], middle = 0) =>
  g.weight(name, random(name, dims, 0.5, middle));
const product: Write = (g, x) => g.node('MatMul', [x, weights(g)]);

let files = 0;
function build(write: Write, opset = 17, shape: (number | string)[] = ['batch', 'tokens', vocabulary]) {
  const g = newGraph(opset, 'float32');
  const hidden = g.input('hidden', 'float32', ['batch', 'tokens', width]);
  g.rename(write(g, hidden), 'logits');
  g.output('logits', 'float32', shape);
  const file = join(folder, `${files++}.onnx`);
  const bytes = writeModel(g.graph(), opset);
  writeFileSync(file, bytes);
  return { bytes, model: readOnnxModel(file) };
}

const hidden = () => {
  const { values } = random('hidden', [batch, tokens, width], 1);
  return new Tensor('float32', Float32Array.from(values), [batch, tokens, width]);
};

/** Rows in any order, some twice. */
const rows = [0, 4, 9, 9, 6, 2];
const labels = [3, 39, 0, 17, 21, 8];

/** By the graph's own logits, or by those of the same head without its slice. */
async function plain(bytes: Uint8Array, from: readonly number[]): Promise<number[]> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const feeds: Record<string, Tensor> = { hidden: hidden() };
  if (session.inputNames.includes('keep')) feeds.keep = new Tensor('int64', BigInt64Array.of(0n), []);
  const { logits } = await session.run(feeds);
  const size = logits.dims.at(-1)!;
  const values = logits.data as Float32Array;
  return from.map((row, i) => {
    const scores = [...values.subarray(row * size, (row + 1) * size)];
    return scores[labels[i]] - logSumExp(scores);
  });
}

async function edited(model: Parameters<typeof openEdited>[0]): Promise<number[]> {
  const session = await openEdited(model);
  const { plackett_logps: output } = await session.run({
    hidden: hidden(),
    plackett_rows: int64(rows),
    plackett_labels: int64(labels),
  });
  return [...(output.data as Float32Array)];
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i], 4);
}

const norm = (g: GraphBuilder, x: string) =>
  g.node('LayerNormalization', [x, vector(g, 'scale', [width], 1), vector(g, 'shift', [width])], {
    axis: -1,
  });

const known: Readonly<Record<string, Write>> = {
  MatMul: product,
  'bias [vocabulary]': (g, x) => g.node('Add', [product(g, x), vector(g, 'bias', [vocabulary])]),
  'bias [1, 1, vocabulary], on the left': (g, x) =>
    g.node('Add', [vector(g, 'bias', [1, 1, vocabulary]), product(g, x)]),
  'a factor divided out': (g, x) => g.node('Div', [product(g, x), g.float(3)]),
  'Tanh capping': (g, x) =>
    g.node('Mul', [g.node('Tanh', [g.node('Div', [product(g, x), g.float(2)])]), g.float(2)]),
  'Gemm with bias': (g, x) => {
    const flat = g.node('Reshape', [x, g.integers([-1, width])]);
    const y = g.node('Gemm', [flat, weights(g), vector(g, 'bias', [vocabulary])], { alpha: { float: 0.5 } });
    return g.node('Reshape', [y, g.integers([batch, tokens, vocabulary])]);
  },
  'Gemm, shape computed': (g, x) => {
    const y = g.node('Gemm', [g.node('Flatten', [x], { axis: 2 }), weights(g)]);
    const size = (axis: number) => g.unsqueeze(g.size(x, axis), [0]);
    return g.node('Reshape', [y, g.node('Concat', [size(0), size(1), g.integers([-1])], { axis: 0 })]);
  },
  'two products side by side': (g, x) =>
    g.node(
      'Concat',
      [1, 2].map((part) => g.node('MatMul', [x, weights(g, vocabulary / 2, `part${part}`)])),
      {
        axis: -1,
      },
    ),
  'three products side by side, axis 2, capped': (g, x) => {
    const parts = [10, 10, 20].map((size, i) => g.node('MatMul', [x, weights(g, size, `part${i}`)]));
    return g.node('Tanh', [g.node('Concat', parts, { axis: 2 })]);
  },
  'FusedMatMul, weights transposed': (g, x) => {
    const turned = g.weight('turned', matrix('turned', vocabulary, width));
    const attributes = { transB: 1, alpha: { float: 0.3 } };
    g.nodes('FusedMatMul', [x, turned], ['/fused'], attributes, 'com.microsoft');
    return '/fused';
  },
  'tokens that cannot be are masked': (g, x) => {
    const bytes = Uint8Array.from({ length: vocabulary }, (_, i) => (i === 5 ? 0 : 1));
    const allowed = g.initializer({ name: 'allowed', type: 'bool', dims: [1, 1, vocabulary], bytes });
    return g.node('Where', [allowed, product(g, x), g.float(-1e9)]);
  },
  'Identity, Cast to and fro': (g, x) =>
    g.node('Cast', [g.node('Cast', [g.node('Identity', [product(g, x)])], { to: 11 })], { to: 1 }),
};

describe.each(Object.entries(known))('%s', (_, write) => {
  test.each([13, 17, 21])('opset %i', async (opset) => {
    const { bytes, model } = build(write, opset);
    const changed = completionRows(model);
    if (!changed.ok) throw new Error(changed.reason);
    const wanted = await plain(bytes, rows);
    expectClose(await edited(changed.model), wanted);
    expect(changed.vocabularySize).toBe(vocabulary);
    expect(changed.undoneSlice).toBe(false);
    const slower = reducedLogits(model);
    expectClose(await edited(slower.ok ? slower.model : model), wanted);
  });
});

/** Heads behind a slice, each with what it is without. */
const sliced: Readonly<Record<string, (slice: Write) => Write>> = {
  'before the product': (slice) => (g, x) => product(g, slice(g, x)),
  'before norm and product': (slice) => (g, x) => product(g, norm(g, slice(g, x))),
  'before a norm that is written out': (slice) => (g, x) => {
    const y = slice(g, x);
    const mean = g.reduce('ReduceMean', g.node('Mul', [y, y]), -1);
    const scaled = g.node('Div', [y, g.node('Sqrt', [g.node('Add', [mean, g.float(1e-5)])])]);
    return product(g, g.node('Mul', [scaled, vector(g, 'scale', [width], 1)]));
  },
  'after the product': (slice) => (g, x) => slice(g, product(g, x)),
  'after product and cap': (slice) => (g, x) => slice(g, g.node('Tanh', [product(g, x)])),
};

const slices: Readonly<Record<string, Write>> = {
  'the last one': (g, x) =>
    g.node('Slice', [x, g.integers([-1]), g.integers([2 ** 31 - 1]), g.integers([1])]),
  'as many as an input says': (g, x) => {
    const from = g.unsqueeze(g.node('Neg', [g.input('keep', 'int64', [])]), [0]);
    return g.node('Slice', [x, from, g.integers([2 ** 31 - 1]), g.integers([1])]);
  },
  'the last one by Gather': (g, x) =>
    g.unsqueeze(g.node('Gather', [x, g.integers([-1], [])], { axis: 1 }), [1]),
  'the last one by Gather, its index counted': (g, x) => {
    const last = g.node('Sub', [g.size(x, 1), g.integers([1], [])]);
    return g.unsqueeze(g.node('Gather', [x, last], { axis: 1 }), [1]);
  },
};

describe.each(Object.entries(slices))('logits of %s', (_, slice) => {
  test.each(Object.entries(sliced))('%s', async (_where, head) => {
    const { model } = build(head(slice));
    const changed = completionRows(model);
    if (!changed.ok) throw new Error(changed.reason);
    expect(changed.undoneSlice).toBe(true);
    expect(changed.model.graph.inputs.map(({ name }) => name)).not.toContain('keep');
    const whole = build(head((_g, x) => x));
    expectClose(await edited(changed.model), await plain(whole.bytes, rows));
  });
});

const unknown: Readonly<Record<string, [Write, RegExp]>> = {
  'a softmax over the vocabulary': [(g, x) => g.node('Softmax', [product(g, x)], { axis: -1 }), /Softmax/],
  'weights that are computed from the input': [
    (g, x) => g.node('MatMul', [x, g.node('Transpose', [x], { perm: [0, 2, 1] })]),
    /MatMul is not with weights/,
  ],
  'rows that are turned': [
    (g, x) =>
      g.node('Transpose', [g.node('Transpose', [product(g, x)], { perm: [1, 0, 2] })], { perm: [1, 0, 2] }),
    /Transpose/,
  ],
  'a bias for each position': [
    (g, x) => g.node('Add', [product(g, x), vector(g, 'places', [tokens, vocabulary])]),
    /Add/,
  ],
  'no product': [(g, x) => g.node('Tanh', [x]), /come from the input hidden/],
  'products of different values': [
    (g, x) => g.node('Add', [product(g, x), g.node('MatMul', [norm(g, x), weights(g, vocabulary, 'other')])]),
    /several inputs/,
  ],
};

test.each(Object.entries(unknown))('%s is not taken for a head', async (name, [write, reason]) => {
  const { bytes, model } = build(write);
  expect(findHead(model)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  expect(completionRows(model).ok).toBe(false);
  const slower = reducedLogits(model);
  if (!slower.ok) throw new Error(slower.reason);
  // These two give fewer logits than there are labels.
  if (!/no product|computed/.test(name)) expectClose(await edited(slower.model), await plain(bytes, rows));
});

describe('the head starts behind the last attention', () => {
  /** hidden -> attention (a sum over tokens stands for it) -> projection -> sum -> norm -> feed-forward -> sum -> norm -> head */
  const attended: Write = (g, x) => g.node('CumSum', [x, g.integers([1], [])]);
  const square = (g: GraphBuilder, x: string, name: string) =>
    g.node('MatMul', [x, g.weight(name, matrix(name, width, width))]);
  const ops = (write: Write) => {
    const { bytes, model } = build(write);
    const found = findHead(model);
    if (!found.ok) throw new Error(found.reason);
    const changed = completionRows(model, { blockRows: 4 });
    return { bytes, ops: found.head.nodes.map(({ op }) => op), cuts: found.head.cuts, changed };
  };

  test('one block after the other', async () => {
    const found = ops((g, x) => {
      const start = g.node('Neg', [x]);
      const inside = g.node('Add', [start, square(g, attended(g, start), 'out')]);
      const ahead = g.node('Sigmoid', [square(g, norm(g, inside), 'up')]);
      return product(g, norm(g, g.node('Add', [inside, square(g, ahead, 'down')])));
    });
    const block = ['MatMul', 'Add', 'LayerNormalization', 'MatMul', 'Sigmoid', 'MatMul', 'Add'];
    expect(found.ops).toEqual([...block, 'LayerNormalization', 'MatMul']);
    expect(found.cuts.length).toBe(2);
    if (!found.changed.ok) throw new Error(found.changed.reason);
    expectClose(await edited(found.changed.model), await plain(found.bytes, rows));
  });

  test('attention and feed-forward side by side, behind one norm', async () => {
    const found = ops((g, x) => {
      const start = g.node('Neg', [x]);
      const normed = norm(g, start);
      const both = g.node('Add', [square(g, attended(g, normed), 'out'), square(g, normed, 'up')]);
      return product(g, g.node('Add', [both, start]));
    });
    expect(found.ops).toEqual(['MatMul', 'MatMul', 'Add', 'Add', 'MatMul']);
    expect(found.cuts.length).toBe(3);
    if (!found.changed.ok) throw new Error(found.changed.reason);
    expectClose(await edited(found.changed.model), await plain(found.bytes, rows));
  });

  test('and not before what something else takes too', () => {
    const found = ops((g, x) => {
      const up = square(g, g.node('Neg', [x]), 'up');
      g.rename(up, 'kept');
      g.output('kept', 'float32', ['batch', 'tokens', width]);
      return product(g, g.node('Tanh', ['kept']));
    });
    expect(found.ops).toEqual(['Tanh', 'MatMul']);
  });
});

test('an edited graph, an old operator set and a missing output are named', () => {
  const { model } = build(product);
  const once = completionRows(model);
  expect(once.ok && completionRows(once.model)).toEqual({
    ok: false,
    reason: expect.stringMatching(/has been rewritten before/),
  });
  expect(findHead(model, 'scores')).toEqual({ ok: false, reason: 'it has no output scores' });
  expect(completionRows(build(product, 10).model)).toEqual({
    ok: false,
    reason: expect.stringMatching(/operator set 10/),
  });
});

test('an edit leaves the model that it was given as it is', () => {
  const { model } = build(known['Tanh capping']);
  const before = JSON.stringify(model);
  completionRows(model, { blockRows: 3 });
  reducedLogits(model);
  expect(JSON.stringify(model)).toBe(before);
});
