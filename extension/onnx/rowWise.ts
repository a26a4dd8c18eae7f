import type { GraphValues } from './graphValues.ts';
import type { OnnxNode } from './onnxModel.ts';
import { integersOf } from './tensors.ts';

/** Number, text or numbers of a node's attribute. */
export function attributeOf(node: OnnxNode, name: string): OnnxNode['attributes'][number]['value'] {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}

/** So many operators at most stand on a weight or a scale. */
const deepest = 8;

/** Each element by itself. */
const elementwise = new Set([
  ...['Cast', 'Identity', 'Tanh', 'Sigmoid', 'Neg', 'Clip', 'Sqrt', 'Reciprocal', 'Exp', 'Log', 'Relu'],
  ...['Mul', 'Div', 'Add', 'Sub', 'Min', 'Max', 'Pow', 'Where', 'QuantizeLinear', 'DequantizeLinear'],
]);

/** One row [width] by itself, with weights [width]. */
const norms = new Set(['LayerNormalization', 'SimplifiedLayerNormalization', 'RMSNormalization']);

/** Which inputs carry rows, where the node treats each row by itself; undefined where it does not, or it is not known. */
export function rowInputs(values: GraphValues, node: OnnxNode): readonly string[] | undefined {
  const carries = node.inputs.filter((name) => name !== '' && !isRowFree(values, name));
  if (carries.length === 0) return undefined;
  if (norms.has(node.op)) {
    const axis = attributeOf(node, 'axis') ?? -1;
    return (axis === -1 || axis === 2) && carries.length === 1 ? carries : undefined;
  }
  if (node.domain !== '' && !(node.domain === 'com.microsoft' && /QuantizeLinear$/.test(node.op)))
    return undefined;
  if (node.op === 'Concat') {
    const axis = attributeOf(node, 'axis');
    return (axis === -1 || axis === 2) && carries.length === node.inputs.length ? carries : undefined;
  }
  if (node.op === 'Slice') return cutsVocabulary(values, node) ? carries : undefined;
  if (!elementwise.has(node.op)) return undefined;
  // Their axis would have to move with the rows.
  if (/QuantizeLinear$/.test(node.op) && !node.inputs.slice(1).every((name) => isOneNumber(values, name)))
    return undefined;
  const isWide = node.inputs.some((name) => values.isConstant(name) && !isOneRow(values, name));
  return isWide ? undefined : carries;
}

/** Does it drop the end of a vocabulary that was padded: the last axis, or in rows without batch the second, from 0 to a fixed end? */
export function cutsVocabulary(values: GraphValues, node: OnnxNode): boolean {
  const [start, end, axes, steps] = [1, 2, 3, 4].map((i) =>
    integersOf(values.constant(node.inputs[i] ?? '')),
  );
  if (node.op !== 'Slice' || !start || !end || start.length !== 1 || start[0] !== 0) return false;
  if (node.inputs[4] && steps?.join() !== '1') return false;
  return axes?.length === 1 && [-1, 1, 2].includes(axes[0]) && end[0] > 0 && end[0] < 2 ** 31 - 1;
}

/** Is the value the same for all rows, and not taken from any one of them: a constant, or the scale that dynamic quantization found? */
export function isRowFree(values: GraphValues, name: string, depth = 0): boolean {
  if (values.isConstant(name)) return true;
  const maker = values.maker(name);
  if (!maker || depth > deepest) return false;
  if (maker.op === 'DynamicQuantizeLinear') return maker.outputs.indexOf(name) > 0;
  return maker.op === 'Mul' && maker.inputs.every((input) => isRowFree(values, input, depth + 1));
}

/** [..., width] with nothing but ones before: it falls on every row alike. Unknown shapes are not. */
export function isOneRow(values: GraphValues, name: string): boolean {
  const dims = constantDims(values, name);
  return dims?.slice(0, -1).every((size) => size === 1) ?? false;
}

export function isOneNumber(values: GraphValues, name: string): boolean {
  return name === '' || (constantDims(values, name)?.every((size) => size === 1) ?? false);
}

/** Shape of a constant, through the operators that exporters put on weights. */
export function constantDims(values: GraphValues, name: string, depth = 0): readonly number[] | undefined {
  const tensor = values.constant(name);
  if (tensor) return tensor.dims;
  const maker = values.isConstant(name) ? values.maker(name) : undefined;
  if (!maker || depth > deepest) return undefined;
  if (['Cast', 'Identity', 'DequantizeLinear', 'Neg', 'Sqrt', 'Reciprocal'].includes(maker.op))
    return constantDims(values, maker.inputs[0], depth + 1);
  if (maker.op === 'Transpose') {
    const dims = constantDims(values, maker.inputs[0], depth + 1);
    const perm = attributeOf(maker, 'perm');
    if (!dims) return undefined;
    return Array.isArray(perm) ? perm.map((axis: number) => dims[axis]) : [...dims].reverse();
  }
  if (['Mul', 'Div', 'Add', 'Sub'].includes(maker.op)) {
    const [a, b] = maker.inputs.map((input) => constantDims(values, input, depth + 1));
    if (!a || !b) return undefined;
    const rank = Math.max(a.length, b.length);
    const at = (dims: readonly number[], i: number) => dims[i - rank + dims.length] ?? 1;
    return Array.from({ length: rank }, (_, i) => Math.max(at(a, i), at(b, i)));
  }
  return undefined;
}
