import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Attribute,
  type Initializer,
  type Node,
  type Value,
  writeModel,
} from '../../fixtures/onnx/onnxWriter.ts';

/** GPT-2's shape, as Optimum exports it: 6 layers, width 512, head tied with the embedding (stored twice, transposed). */
export const shape = { layers: 6, width: 512, heads: 8, inner: 2048, positions: 1024 };

/** Parameters of the layers, which every token passes. */
export const layerParameters = shape.layers * (4 * shape.width ** 2 + 2 * shape.width * shape.inner);

/** Writes a model folder that both transformers.js and Plackett open. Random weights, the same each time. */
export function makeModel(folder: string, vocabulary: number): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const { layers, width, heads, positions } = shape;
  const config = {
    model_type: 'gpt2',
    architectures: ['GPT2LMHeadModel'],
    vocab_size: vocabulary,
    n_layer: layers,
    n_head: heads,
    n_embd: width,
    n_positions: positions,
    n_ctx: positions,
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'onnx', 'model.onnx'), graphBytes(vocabulary));
}

function graphBytes(vocabulary: number): Uint8Array {
  const { layers, width, heads, inner, positions } = shape;
  const size = width / heads;
  const nodes: Node[] = [];
  const initializers: Initializer[] = [];
  const random = randomNumbers(12345);
  const node = (op: string, inputs: string[], attributes?: Record<string, Attribute>, output?: string) => {
    const name = output ?? `${op}_${nodes.length}`;
    nodes.push({ op, inputs, outputs: [name], attributes });
    return name;
  };
  const floats = (name: string, dims: number[], values: Float32Array) => {
    initializers.push({ name, type: 'float32', dims, bytes: new Uint8Array(values.buffer) });
    return name;
  };
  const weight = (name: string, dims: number[], scale = 0.05) => {
    const values = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
    for (let i = 0; i < values.length; i++) values[i] = random() * scale;
    return floats(name, dims, values);
  };
  const filled = (name: string, value: number, dims: number[] = []) =>
    floats(name, dims, new Float32Array(dims.reduce((product, dim) => product * dim, 1)).fill(value));
  const integers = (values: number[], dims = [values.length]) => {
    const name = `integers_${initializers.length}`;
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    initializers.push({ name, type: 'int64', dims, bytes });
    return name;
  };
  const norm = (x: string, name: string) =>
    node('LayerNormalization', [x, filled(`${name}.weight`, 1, [width]), filled(`${name}.bias`, 0, [width])]);
  const ids: Value['shape'] = ['batch_size', 'sequence_length'];
  const inputs: Value[] = [
    { name: 'input_ids', type: 'int64', shape: ids },
    { name: 'attention_mask', type: 'int64', shape: ['batch_size', 'total_sequence_length'] },
    { name: 'position_ids', type: 'int64', shape: ids },
  ];
  const outputs: Value[] = [{ name: 'logits', type: 'float32', shape: [...ids, vocabulary] }];

  const embedding = weight('wte', [vocabulary, width]);
  const one = integers([1], []);
  let x = node('Add', [
    node('Gather', [embedding, 'input_ids']),
    node('Gather', [weight('wpe', [positions, width]), 'position_ids']),
  ]);
  const total = node('Gather', [node('Shape', ['attention_mask']), one]);
  const fresh = node('Gather', [node('Shape', ['input_ids']), one]);
  const columns = node('Unsqueeze', [node('Range', [integers([0], []), total, one]), integers([0])]);
  const rows = node('Unsqueeze', [node('Range', [node('Sub', [total, fresh]), total, one]), integers([1])]);
  const known = node('Unsqueeze', [node('Cast', ['attention_mask'], { to: 9 }), integers([1, 2])]);
  const allowed = node('And', [node('LessOrEqual', [columns, rows]), known]);
  const bias = node('Where', [allowed, filled('zero', 0), filled('minus_infinity', -1e9)]);
  const splitShape = integers([0, 0, heads, size]);
  const joinShape = integers([0, 0, width]);
  const scale = filled('scale', 1 / Math.sqrt(size));
  for (let layer = 0; layer < layers; layer++) {
    const split = (y: string) =>
      node('Transpose', [node('Reshape', [y, splitShape])], { perm: [0, 2, 1, 3] });
    const a = norm(x, `h.${layer}.ln_1`);
    const project = (name: string) => node('MatMul', [a, weight(`h.${layer}.${name}`, [width, width])]);
    const query = split(project('query'));
    const [key, value] = (['key', 'value'] as const).map((which) => {
      const past = `past_key_values.${layer}.${which}`;
      const present = `present.${layer}.${which}`;
      const cache: Value['shape'] = ['batch_size', heads, 'past_sequence_length', size];
      inputs.push({ name: past, type: 'float32', shape: cache });
      outputs.push({
        name: present,
        type: 'float32',
        shape: ['batch_size', heads, 'total_sequence_length', size],
      });
      return node('Concat', [past, split(project(which))], { axis: 2 }, present);
    });
    const scores = node('MatMul', [query, node('Transpose', [key], { perm: [0, 1, 3, 2] })]);
    const weights = node('Softmax', [node('Add', [node('Mul', [scores, scale]), bias])], { axis: -1 });
    const attended = node('Transpose', [node('MatMul', [weights, value])], { perm: [0, 2, 1, 3] });
    const out = weight(`h.${layer}.out`, [width, width]);
    x = node('Add', [x, node('MatMul', [node('Reshape', [attended, joinShape]), out])]);
    const up = node('MatMul', [norm(x, `h.${layer}.ln_2`), weight(`h.${layer}.up`, [width, inner])]);
    const active = node('Mul', [up, node('Sigmoid', [up])]);
    x = node('Add', [x, node('MatMul', [active, weight(`h.${layer}.down`, [inner, width])])]);
  }
  const turned = transposed(initializers.find(({ name }) => name === embedding)!.bytes, vocabulary, width);
  node('MatMul', [norm(x, 'ln_f'), floats('lm_head', [width, vocabulary], turned)], undefined, 'logits');
  return writeModel({ nodes, initializers, inputs, outputs });
}

function transposed(bytes: Uint8Array, rows: number, columns: number): Float32Array {
  const from = new Float32Array(bytes.buffer);
  const to = new Float32Array(from.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j];
  return to;
}

/** Between -1 and 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
