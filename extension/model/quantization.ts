import { elementType, type OnnxModel } from '../onnx/onnxModel.ts';

const quantized = new Set([
  'DynamicQuantizeLinear',
  'DynamicQuantizeMatMul',
  'DequantizeLinear',
  'MatMulNBits',
  'MatMulBnb4',
  'MatMulInteger',
  'QLinearMatMul',
]);

export function isQuantized(operators: ReadonlySet<string>): boolean {
  return [...operators].some((operator) => quantized.has(operator));
}

/** Scales of int8 activations are taken over all rows of a run, so what runs beside a sequence would change its numbers. */
export function hasDynamicScales(operators: ReadonlySet<string>): boolean {
  return operators.has('DynamicQuantizeLinear') || operators.has('DynamicQuantizeMatMul');
}

export function runsApart({ graph }: OnnxModel): boolean {
  return hasDynamicScales(new Set(graph.nodes.map(({ op }) => op)));
}

/** bfloat16 among what goes in, comes out, or is a weight. */
export function hasBfloat16({ graph }: OnnxModel): boolean {
  return [...graph.inputs, ...graph.outputs, ...graph.initializers].some(
    ({ type }) => type === elementType.bfloat16,
  );
}
