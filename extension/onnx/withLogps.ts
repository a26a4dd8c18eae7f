import * as l10n from '@vscode/l10n';
import { type GraphEditor, newValue } from './graphEditor.ts';
import {
  added,
  elementType,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxValue,
} from './onnxModel.ts';
import { prune } from './prune.ts';

/** The model with nodes added, that gives log-probabilities of labels at rows, and of its own outputs those to keep. */
export function withLogps(
  model: OnnxModel,
  editor: GraphEditor,
  changes: {
    readonly nodes: readonly OnnxNode[];
    readonly inputs?: OnnxModel['graph']['inputs'];
    readonly outputs?: OnnxModel['graph']['outputs'];
  },
): OnnxModel {
  const { graph } = model;
  const kept = new Set([...(changes.outputs ?? []), ...cachesInPlace(graph)]);
  return prune({
    ...model,
    graph: {
      ...graph,
      nodes: [...changes.nodes, ...editor.nodes],
      initializers: [...graph.initializers, ...editor.initializers],
      inputs: [
        ...(changes.inputs ?? graph.inputs),
        newValue(added.rows, elementType.int64, [added.rows]),
        newValue(added.labels, elementType.int64, [added.rows]),
      ],
      outputs: [newValue(added.logps, elementType.float32, [added.rows]), ...kept],
    },
  });
}

/**
 * Caches that must stay outputs, to be fetched or not: onnxruntime would let a GroupQueryAttention write the new cache over the
 * one that came in, which is shorter.
 */
function cachesInPlace({ nodes, outputs }: OnnxGraph): OnnxValue[] {
  const made = new Set(
    nodes.filter(({ op }) => op === 'GroupQueryAttention').flatMap((node) => node.outputs.slice(1)),
  );
  return outputs.filter(({ name }) => made.has(name));
}

/** Why the model cannot be edited at all, or undefined. */
export function whyNotEditable(model: OnnxModel): string | undefined {
  const opset = model.opsets.get('') ?? 0;
  if (opset < 11)
    return l10n.t('it is written in operator set {0}; 11 is the oldest that can be rewritten', opset);
  const names = [...model.graph.inputs, ...model.graph.outputs].map(({ name }) => name);
  const taken = names.find((name) => name.startsWith('plackett_') || name.startsWith(added.promptPrefix));
  return taken === undefined ? undefined : l10n.t('it has been rewritten before ({0})', taken);
}
