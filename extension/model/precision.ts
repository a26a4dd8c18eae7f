import { elementType } from '../onnx/onnxModel.ts';

/** What most of a graph's weights are stored in. */
export type Precision = 'float32' | 'float16' | 'bfloat16' | 'float64' | 'int8' | 'int4';

const names: ReadonlyMap<number, Precision> = new Map([
  [elementType.float32, 'float32'],
  [elementType.float16, 'float16'],
  [elementType.bfloat16, 'bfloat16'],
  [elementType.float64, 'float64'],
  [elementType.int8, 'int8'],
  [elementType.uint8, 'int8'],
  // TensorProto.UINT4 and INT4 (onnx.proto3, since IR version 10).
  [21, 'int4'],
  [22, 'int4'],
]);

/** Operators that take two 4-bit weights in a byte. */
const packing = ['MatMulNBits', 'MatMulBnb4'];

/** `elements`: of weights by their type. Undefined for a graph without weights. */
export function precisionOf(
  elements: ReadonlyMap<number, number>,
  operators: ReadonlySet<string>,
): Precision | undefined {
  const packed = packing.some((operator) => operators.has(operator));
  const counts = new Map<Precision, number>();
  for (const [type, count] of elements) {
    const isPacked = packed && type === elementType.uint8;
    const name = isPacked ? 'int4' : names.get(type);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + (isPacked ? 2 * count : count));
  }
  let most: Precision | undefined;
  for (const [name, count] of counts) if (most === undefined || count > counts.get(most)!) most = name;
  return most;
}
