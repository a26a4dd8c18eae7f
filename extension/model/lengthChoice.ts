import { type GraphValues, graphValues } from '../onnx/graphValues.ts';
import type { OnnxModel } from '../onnx/onnxModel.ts';
import { integersOf } from '../onnx/tensors.ts';

const comparisons = new Set(['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual']);
/** Through these a length stays a length. */
const passing = new Set(['Cast', 'Identity', 'Squeeze', 'Unsqueeze', 'Reshape', 'Add', 'Sub', 'Max']);
/** And through these it stays a size, on the way from the `Shape`. */
const picking = new Set(['Gather', 'Slice', ...passing]);
const deepest = 12;

/**
 * Does the graph hold the length of a run, or its last position, against a fixed number? So do those whose rotary positions are
 * scaled once a text is long (LongRoPE, as ONNX Runtime GenAI exports Phi-3 and Phi-4): a prompt's cache made by itself, or a
 * sequence padded to the length of a longer one, would have the other positions. No probe of a few tokens sees that.
 */
export function choosesByLength({ graph }: OnnxModel): boolean {
  const values = graphValues(graph);
  return graph.nodes.some(({ op, inputs }) => {
    if (!comparisons.has(op)) return false;
    const limit = inputs.map((name) => integersOf(values.constant(name))).find((held) => held?.length === 1);
    // Against 0 and 1 only emptiness is asked for.
    return limit !== undefined && limit[0] > 1 && inputs.some((name) => isLength(values, name));
  });
}

function isLength(values: GraphValues, name: string, isPicked = false, depth = 0): boolean {
  const maker = values.maker(name);
  if (!maker || depth > deepest || values.isConstant(name)) return false;
  if (maker.op === 'ReduceMax') return true;
  if (maker.op === 'Shape' || maker.op === 'Size') return isPicked || maker.op === 'Size';
  if (!picking.has(maker.op)) return false;
  const picked = isPicked || !passing.has(maker.op);
  return maker.inputs.some((input) => input !== '' && isLength(values, input, picked, depth + 1));
}

export const byLength = 'its positions depend on the length of a run, so every sequence must be run whole';
