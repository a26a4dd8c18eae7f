import type { GraphValues } from './graphValues.ts';
import type { OnnxNode } from './onnxModel.ts';
import { attributeOf, cutsVocabulary, rowInputs } from './rowWise.ts';
import { integersOf } from './tensors.ts';

/** Nodes that give rows of their first input as they are: 'all' of them in another arrangement, or 'some' (the last positions). */
export function passesRows(values: GraphValues, node: OnnxNode): 'all' | 'some' | undefined {
  if (node.domain !== '') return undefined;
  const numbers = (input: number, attribute: string): readonly number[] | undefined => {
    const value = attributeOf(node, attribute);
    if (Array.isArray(value)) return value;
    if (typeof value === 'number') return [value];
    return node.inputs[input] ? integersOf(values.constant(node.inputs[input])) : undefined;
  };
  switch (node.op) {
    case 'Reshape':
      return 'all';
    case 'Flatten':
      return [2, -1].includes(Number(attributeOf(node, 'axis') ?? 1)) ? 'all' : undefined;
    case 'Squeeze':
    case 'Unsqueeze':
      return numbers(1, 'axes')?.every((axis) => axis === 0 || axis === 1) ? 'all' : undefined;
    case 'Slice': {
      // From a fixed position on, rows would be counted from elsewhere; all other slices end with the sequence or begin with it.
      if (cutsVocabulary(values, node)) return undefined;
      const onTokens = numbers(3, 'axes')?.join() === '1';
      const start = integersOf(values.constant(node.inputs[1]));
      const plain = !node.inputs[4] || integersOf(values.constant(node.inputs[4]))?.join() === '1';
      return onTokens && plain && !(start && start[0] > 0) ? 'some' : undefined;
    }
    case 'Gather':
      return attributeOf(node, 'axis') === 1 && !values.isConstant(node.inputs[0]) ? 'some' : undefined;
    case 'GatherND':
    case 'GatherElements':
      return !values.isConstant(node.inputs[0]) && !values.isConstant(node.inputs[1]) ? 'some' : undefined;
    default:
      return undefined;
  }
}

interface Sliced {
  /** The value with the rows of all positions. */
  readonly source: string;
  /** What stands between the slice and the value asked about. */
  readonly nodes: readonly OnnxNode[];
  readonly skipped: ReadonlyMap<string, string>;
}

/** Is the value made row by row from the last positions of another one (as a norm over a slice)? */
export function slicedFrom(values: GraphValues, value: string): Sliced | undefined {
  const nodes: OnnxNode[] = [];
  const skipped = new Map<string, string>();
  const seen = new Set<string>();
  const open = [value];
  let source: string | undefined;
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const node = values.maker(name);
    const way = node && passesRows(values, node);
    if (node && way) {
      skipped.set(node.outputs[0], node.inputs[0]);
      if (way === 'all') open.push(node.inputs[0]);
      else if (source === undefined || source === node.inputs[0]) source = node.inputs[0];
      else return undefined;
      continue;
    }
    const rows = node && (rowInputs(values, node) ?? rowMean(values, node));
    if (!node || !rows) return undefined;
    nodes.push(node);
    open.push(...rows);
  }
  return source === undefined ? undefined : { source, nodes, skipped };
}

/** A mean over the last axis, which keeps its place: part of a norm that is written out. */
function rowMean(values: GraphValues, node: OnnxNode): readonly string[] | undefined {
  if (node.op !== 'ReduceMean' || attributeOf(node, 'keepdims') === 0) return undefined;
  const axes = attributeOf(node, 'axes') ?? integersOf(values.constant(node.inputs[1] ?? ''));
  return Array.isArray(axes) && axes.length === 1 && axes[0] === -1 ? [node.inputs[0]] : undefined;
}
