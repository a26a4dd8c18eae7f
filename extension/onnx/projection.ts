import * as l10n from '@vscode/l10n';
import { newNode } from './graphEditor.ts';
import type { GraphValues } from './graphValues.ts';
import { UnknownHead } from './head.ts';
import type { OnnxNode } from './onnxModel.ts';
import { attributeOf, constantDims, isOneNumber, isRowFree } from './rowWise.ts';

/** The node that takes hidden states to the vocabulary, and where its rows come in. */
export interface Projection {
  readonly node: OnnxNode;
  readonly cut: string;
  /** Nodes between cut and projection that belong to it (static quantization). */
  readonly between: readonly OnnxNode[];
  readonly before: readonly OnnxNode[];
  /** 0 = unknown. */
  readonly vocabularySize: number;
  /** A value that was scaled over all of its rows before the cut. */
  readonly scaled: string | undefined;
}

/** By operator: which input holds the weights. All others but the first are the same for every row. */
const weightInput: Readonly<Record<string, number>> = {
  MatMul: 1,
  Gemm: 1,
  FusedGemm: 1,
  FusedMatMul: 1,
  MatMulNBits: 1,
  MatMulBnb4: 1,
  MatMulInteger: 1,
  MatMulIntegerToFloat: 1,
  DynamicQuantizeMatMul: 1,
  QLinearMatMul: 3,
};

/** Reads a projection; undefined where the node is no product at all. Throws UnknownHead for a product that is not with weights. */
export function readProjection(values: GraphValues, node: OnnxNode): Projection | undefined {
  const at = weightInput[node.op];
  if (at === undefined || !['', 'com.microsoft'].includes(node.domain)) return undefined;
  const others = node.inputs.slice(1).filter((name) => name !== '');
  if (!others.every((name) => isRowFree(values, name)) || !values.isConstant(node.inputs[at]))
    throw new UnknownHead(l10n.t('its last {0} is not with weights', node.op));
  if (attributeOf(node, 'transA') || attributeOf(node, 'transBatchA'))
    throw new UnknownHead(l10n.t('its last {0} has its rows in columns', node.op));
  const vocabularySize = widthOf(values, node, at);
  const [x] = node.inputs;
  if (node.op === 'DynamicQuantizeMatMul') return { ...takenApart(node), vocabularySize, scaled: x };
  const turned = node.op === 'MatMul' ? turnedWeights(values, node.inputs[1]) : undefined;
  if (turned !== undefined) {
    const product = newNode('Gemm', [x, turned], node.outputs, { transB: 1 });
    return { node: product, cut: x, between: [], before: [], vocabularySize, scaled: undefined };
  }
  const between: OnnxNode[] = [];
  let cut = x;
  // A static scale is the same for any row: rows are taken before it, so that onnxruntime still fuses the product.
  for (const op of ['DequantizeLinear', 'QuantizeLinear']) {
    const maker = values.maker(cut);
    if (maker?.op !== op || !maker.inputs.slice(1).every((name) => isOneNumber(values, name))) break;
    between.unshift(maker);
    cut = maker.inputs[0];
  }
  const quantizer = values.maker(cut);
  const scaled = quantizer?.op === 'DynamicQuantizeLinear' ? quantizer.inputs[0] : undefined;
  return { node, cut, between, before: [], vocabularySize, scaled };
}

/**
 * The embedding [vocabulary, width] that is also the head, where the graph turns it: onnxruntime would compute that once and
 * keep the copy beside the weights.
 */
function turnedWeights(values: GraphValues, name: string): string | undefined {
  const maker = values.maker(name);
  const dims = maker?.op === 'Transpose' ? constantDims(values, maker.inputs[0]) : undefined;
  const perm = maker && attributeOf(maker, 'perm');
  const isPlain = dims?.length === 2 && (perm === undefined || String(perm) === '1,0');
  return isPlain && values.constant(maker!.inputs[0]) ? maker!.inputs[0] : undefined;
}

function widthOf(values: GraphValues, node: OnnxNode, at: number): number {
  const width = attributeOf(node, 'N');
  if (typeof width === 'number') return width;
  const dims = constantDims(values, node.inputs[at]) ?? [];
  if (dims.length > 2 && !dims.slice(0, -2).every((size) => size === 1))
    throw new UnknownHead(l10n.t('its last {0} has different weights for each sequence', node.op));
  return (attributeOf(node, 'transB') ? dims.at(-2) : dims.at(-1)) ?? 0;
}

/** As onnxruntime computes it: one scale for all of the input, then a product of integers. The cut falls between the two. */
function takenApart(node: OnnxNode) {
  const [x, weights, scale, zero = '', bias = ''] = node.inputs;
  const [rows, rowScale, rowZero] = ['rows', 'scale', 'zero'].map((part) => `plackett/quantized_${part}`);
  const quantize = newNode('DynamicQuantizeLinear', [x], [rows, rowScale, rowZero]);
  const inputs = [rows, weights, rowScale, scale, rowZero, zero, bias];
  while (inputs.at(-1) === '') inputs.pop();
  const product = newNode('MatMulIntegerToFloat', inputs, node.outputs, {}, 'com.microsoft');
  return { node: product, cut: rows, between: [], before: [quantize] };
}
