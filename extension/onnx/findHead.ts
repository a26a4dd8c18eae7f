import * as l10n from '@vscode/l10n';
import { type GraphValues, graphValues, inOrder } from './graphValues.ts';
import { type FoundHead, type Head, UnknownHead } from './head.ts';
import type { OnnxModel, OnnxNode, OnnxValue } from './onnxModel.ts';
import { type Projection, readProjection } from './projection.ts';
import { rowInputs } from './rowWise.ts';
import { passesRows, slicedFrom } from './slices.ts';
import { startEarlier } from './startEarlier.ts';

/**
 * Looks for the language-model head behind the output `logits`: a product with weights, and after it only what works on each
 * row by itself (a bias, a factor, soft-capping, a change of type, several products side by side). Slices that keep the last
 * positions only are undone.
 */
export function findHead(model: OnnxModel, logits = 'logits'): FoundHead {
  try {
    return { ok: true, head: search(model, logits) };
  } catch (error) {
    if (error instanceof UnknownHead) return { ok: false, reason: error.message };
    throw error;
  }
}

function search(model: OnnxModel, logits: string): Head {
  const output = model.graph.outputs.find(({ name }) => name === logits);
  if (!output) throw new UnknownHead(l10n.t('it has no output {0}', logits));
  const values = graphValues(model.graph);
  const order = inOrder(model.graph);
  const { nodes, skipped, projections, keepsSome } = walkBack(values, logits);
  const [first, ...others] = projections.values();
  if (!first) throw new UnknownHead(l10n.t('its {0} come from no product', logits));
  if (others.some(({ cut }) => cut !== first.cut))
    throw new UnknownHead(l10n.t('its head has several inputs'));
  const isCut = [...nodes].some(({ op }) => op === 'Slice');
  const vocabularySize = isCut ? 0 : widthOf([...projections.values()]);
  checkShape(output.shape, skipped.size > 0 ? vocabularySize : 0);
  if (first.scaled !== undefined && (keepsSome || slicedFrom(values, first.scaled)))
    throw new UnknownHead(
      l10n.t('it gives logits of the last positions only, with an int8 scale of their own'),
    );
  const slice = slicedFrom(values, first.cut);
  if (!slice && !keepsSome && output.shape?.length === 3 && output.shape[1] === 1)
    throw new UnknownHead(l10n.t('it gives logits of the last position only'));
  for (const node of slice?.nodes ?? []) nodes.add(node);
  // What stands between a slice and the product may give rows another rank than Gemm takes.
  const asRead = (node: OnnxNode) => (slice ? node : (projections.get(node)?.node ?? node));
  const head = startEarlier(values, model.graph, order, {
    cuts: [slice?.source ?? first.cut],
    before: first.before,
    nodes: order.filter((node) => nodes.has(node)).map(asRead),
    skipped: new Map([...skipped, ...(slice?.skipped ?? [])]),
    logits,
    projection: [...projections.keys()][0].op,
    vocabularySize: vocabularySize || lastSize(output.shape),
    undoneSlice: keepsSome || slice !== undefined,
    dequantizes: false,
  });
  const isDequantized = (name: string) =>
    values.isConstant(name) && values.maker(name)?.op === 'DequantizeLinear';
  return { ...head, dequantizes: head.nodes.some(({ inputs }) => inputs.some(isDequantized)) };
}

/** From the logits back to the products with weights that they come from. */
function walkBack(values: GraphValues, logits: string) {
  const nodes = new Set<OnnxNode>();
  const skipped = new Map<string, string>();
  const projections = new Map<OnnxNode, Projection>();
  let keepsSome = false;
  const open = [logits];
  const seen = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const node = values.maker(name);
    if (!node)
      throw new UnknownHead(l10n.t('its {0} come from the input {1} with no product between', logits, name));
    const projection = readProjection(values, node);
    const way = passesRows(values, node);
    if (projection) {
      projections.set(node, projection);
      for (const part of [...projection.between, node]) nodes.add(part);
    } else if (way) {
      keepsSome ||= way === 'some';
      skipped.set(node.outputs[0], node.inputs[0]);
      open.push(node.inputs[0]);
    } else {
      const rows = rowInputs(values, node);
      if (!rows)
        throw new UnknownHead(
          l10n.t('its {0} go through {1}, which is not known to work row by row', logits, node.op),
        );
      nodes.add(node);
      open.push(...rows);
    }
  }
  return { nodes, skipped, projections, keepsSome };
}

/** Of products side by side; 0 = unknown. */
function widthOf(projections: readonly Projection[]): number {
  const widths = projections.map(({ vocabularySize }) => vocabularySize);
  return widths.every((width) => width > 0) ? widths.reduce((a, b) => a + b) : 0;
}

function lastSize(shape: OnnxValue['shape']): number {
  const last = shape?.at(-1);
  return typeof last === 'number' && last > 0 ? last : 0;
}

/** A reshaped product keeps its rows where its last dimension stays the vocabulary. */
function checkShape(shape: OnnxValue['shape'], vocabularySize: number): void {
  const last = lastSize(shape);
  if (vocabularySize > 0 && last > 0 && last !== vocabularySize)
    throw new UnknownHead(l10n.t('it orders its logits anew'));
}
