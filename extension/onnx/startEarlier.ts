import type { GraphValues } from './graphValues.ts';
import { type Head, UnknownHead } from './head.ts';
import type { OnnxGraph, OnnxNode } from './onnxModel.ts';
import { type Projection, readProjection } from './projection.ts';
import { attributeOf, constantDims, isOneRow, rowInputs } from './rowWise.ts';
import { integersOf } from './tensors.ts';

/**
 * The head, started as early as its rows are still each by themselves: behind the attention of the last layer, so that what
 * follows there (its output projection and feed-forward block) runs only on the rows that are wanted, not on the whole prompt.
 */
export function startEarlier(
  values: GraphValues,
  graph: OnnxGraph,
  order: readonly OnnxNode[],
  head: Head,
): Head {
  const [first] = head.cuts;
  if (head.before.length > 0 || head.undoneSlice || head.cuts.length > 1) return head;
  const isOutput = new Set(graph.outputs.map(({ name }) => name));
  const region = new Set<OnnxNode>();
  const cuts = new Set([first]);
  const skipped = new Map(head.skipped);
  const inHead = new Set(head.nodes.flatMap(({ outputs }) => outputs));
  // Backwards, so that all takers of a value are known before its maker is.
  for (const node of [...order].reverse()) {
    const made = node.outputs.filter((name) => name !== '');
    if (!made.some((name) => cuts.has(name))) continue;
    const isOwn = (taker: OnnxNode) =>
      region.has(taker) || taker.op === 'Shape' || taker.outputs.some((name) => inHead.has(name));
    if (made.some((name) => isOutput.has(name) || !values.takers(name).every(isOwn))) continue;
    const kept = reshapesRows(values, node);
    const rows = kept ?? rowsOf(values, node);
    if (!rows) continue;
    region.add(node);
    if (kept) skipped.set(node.outputs[0], node.inputs[0]);
    for (const name of made) cuts.delete(name);
    for (const name of rows) cuts.add(name);
  }
  const earlier = order.filter((node) => region.has(node) && !skipped.has(node.outputs[0]));
  return { ...head, cuts: [...cuts], nodes: [...earlier, ...head.nodes], skipped };
}

const activations =
  /^(Gelu|FastGelu|QuickGelu|BiasGelu|Erf|Softplus|Swish|HardSigmoid|HardSwish|LeakyRelu|Elu|Abs)$/;
const skipNorms = /^Skip(Simplified)?LayerNormalization$/;

/** Inputs with rows of a node that may go into the earlier head, or undefined. */
function rowsOf(values: GraphValues, node: OnnxNode): readonly string[] | undefined {
  const projection = productOf(values, node);
  if (projection)
    return projection.scaled === undefined && projection.between.length === 0 ? [projection.cut] : undefined;
  // A rank above that of the rows would be handed on to products that take matrices only.
  const isFlat = node.inputs.every(
    (name) => !values.isConstant(name) || (constantDims(values, name)?.length ?? 3) < 3,
  );
  if (!isFlat) return undefined;
  if (activations.test(node.op)) return [node.inputs[0]];
  if (skipNorms.test(node.op)) {
    const [x, skip, ...weights] = node.inputs;
    return weights.every((name) => name === '' || isOneRow(values, name)) ? [x, skip] : undefined;
  }
  if (node.op === 'Split' && [-1, 2].includes(Number(attributeOf(node, 'axis')))) return [node.inputs[0]];
  if (node.op === 'ReduceMean') {
    const axes = attributeOf(node, 'axes') ?? integersOf(values.constant(node.inputs[1] ?? ''));
    return String(axes) === '-1' && attributeOf(node, 'keepdims') !== 0 ? [node.inputs[0]] : undefined;
  }
  return node.op === 'Slice' || node.op === 'Concat' ? undefined : rowInputs(values, node);
}

function productOf(values: GraphValues, node: OnnxNode): Projection | undefined {
  try {
    return readProjection(values, node);
  } catch (error) {
    if (error instanceof UnknownHead) return undefined;
    throw error;
  }
}

/** Reshapes between [batch, tokens, width] and the matrix that a Gemm takes; their input, or undefined for any others. */
function reshapesRows(values: GraphValues, node: OnnxNode): readonly string[] | undefined {
  if (node.op !== 'Reshape' || node.domain !== '') return undefined;
  const [x, shape] = node.inputs;
  const width = widthOf(values, x, 0);
  return width !== undefined && width === lastOf(values, shape) ? [x] : undefined;
}

/** Last dimension of a value, where a product or a norm with weights tells. */
function widthOf(values: GraphValues, name: string, depth: number): number | undefined {
  const maker = values.maker(name);
  if (!maker || depth > 4) return undefined;
  const projection = productOf(values, maker);
  if (projection) return projection.vocabularySize || undefined;
  if (maker.op === 'Reshape') return lastOf(values, maker.inputs[1]);
  if (/LayerNormalization$|^RMSNormalization$/.test(maker.op))
    return maker.inputs
      .map((input) => constantDims(values, input)?.at(-1))
      .find((size) => size !== undefined);
  const rows = rowInputs(values, maker) ?? [];
  const widths = [...rows, ...maker.inputs.filter((input) => values.isConstant(input))].map((input) =>
    values.isConstant(input) ? constantDims(values, input)?.at(-1) : widthOf(values, input, depth + 1),
  );
  return widths.find((size) => size !== undefined && size > 1);
}

/** Last number of a shape that is a constant, or put together from parts. */
function lastOf(values: GraphValues, shape: string): number | undefined {
  const numbers = integersOf(values.constant(shape));
  if (numbers) return numbers.at(-1);
  const maker = values.maker(shape);
  if (maker?.op !== 'Concat') return undefined;
  return integersOf(values.constant(maker.inputs.at(-1)!))?.at(-1);
}
