import { elementType, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnxModel.ts';

/** Bits of one element by TensorProto.DataType; types that are missing have no fixed size. */
const bits: Readonly<Record<number, number>> = {
  1: 32,
  2: 8,
  3: 8,
  4: 16,
  5: 16,
  6: 32,
  7: 64,
  9: 8,
  10: 16,
  11: 64,
  12: 32,
  13: 64,
  14: 64,
  15: 128,
  16: 16,
  17: 8,
  18: 8,
  19: 8,
  20: 8,
  21: 4,
  22: 4,
  23: 4,
};

/** Bytes of a tensor's values. */
export function tensorBytes({ dims, type, data }: OnnxTensor): number {
  if (data.at === 'file' && data.length !== undefined) return data.length;
  if (data.at === 'graph' && data.raw) return data.raw.length;
  return Math.ceil((dims.reduce((product, size) => product * size, 1) * (bits[type] ?? 0)) / 8);
}

/** Every tensor of a graph, its attributes and the bodies inside it. */
export function* tensorsOf(graph: OnnxGraph): Generator<OnnxTensor> {
  yield* graph.initializers;
  for (const node of graph.nodes) {
    for (const { value, graphs } of node.attributes) {
      if (typeof value === 'object' && 'dims' in value) yield value;
      for (const body of graphs) yield* tensorsOf(body);
    }
  }
}

/** The numbers of a small integer tensor (shapes, axes, borders), or undefined. Rounded beyond 2^53. */
export function integersOf(tensor: OnnxTensor | undefined): readonly number[] | undefined {
  const raw = tensor?.data.at === 'graph' ? tensor.data.raw : undefined;
  if (!tensor || !raw) return undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  if (tensor.type === elementType.int64)
    return Array.from({ length: raw.length >> 3 }, (_, i) => Number(view.getBigInt64(8 * i, true)));
  if (tensor.type === elementType.int32)
    return Array.from({ length: raw.length >> 2 }, (_, i) => view.getInt32(4 * i, true));
  return undefined;
}

/** A new int64 tensor. */
export function int64Tensor(name: string, values: readonly number[], dims = [values.length]): OnnxTensor {
  const raw = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) raw.writeBigInt64LE(BigInt(value), 8 * i);
  return { name, dims, type: elementType.int64, data: { at: 'graph', raw, encoded: [] }, rest: [] };
}

/** What a `Constant` node holds, as a tensor that could stand among the initializers; undefined for other nodes and forms. */
export function constantTensor(node: OnnxNode): OnnxTensor | undefined {
  if (node.op !== 'Constant' || node.domain !== '') return undefined;
  const name = node.outputs[0];
  for (const attribute of node.attributes) {
    const { value } = attribute;
    if (attribute.name === 'value' && typeof value === 'object' && 'dims' in value) return { ...value, name };
    if (attribute.name === 'value_int' && typeof value === 'number') return int64Tensor(name, [value], []);
    if (attribute.name === 'value_ints' && Array.isArray(value)) return int64Tensor(name, value);
  }
  return undefined;
}
