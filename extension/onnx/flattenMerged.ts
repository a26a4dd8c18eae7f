import * as l10n from '@vscode/l10n';
import { newNode } from './graphEditor.ts';
import type { Edited, OnnxGraph, OnnxModel, OnnxNode } from './onnxModel.ts';
import { prune } from './prune.ts';
import { renamed } from './renamed.ts';

/**
 * A merged decoder (Optimum's decoder_model_merged) without its choice: the branch that goes on from a cache stands in place of
 * each `If` on `use_cache_branch`, and that input is gone. With an empty cache it computes what the other branch would.
 * A graph that is no merged decoder comes back as it is, `merged` false.
 */
export function flattenMerged(model: OnnxModel, input = 'use_cache_branch'): Edited<{ merged: boolean }> {
  const { graph } = model;
  if (!graph.inputs.some(({ name }) => name === input)) return { ok: true, model, merged: false };
  const conditions = new Set([input]);
  for (const { op, inputs, outputs } of graph.nodes) {
    if (['Identity', 'Cast', 'Squeeze', 'Reshape'].includes(op) && conditions.has(inputs[0]))
      conditions.add(outputs[0]);
  }
  const choices = graph.nodes.filter(({ op, inputs }) => op === 'If' && conditions.has(inputs[0]));
  if (choices.length === 0)
    return { ok: false, reason: l10n.t('nothing in it is chosen by its input {0}', input) };
  const taken = new Set([...graph.inputs, ...graph.initializers].map(({ name }) => name));
  for (const node of graph.nodes) for (const name of node.outputs) taken.add(name);
  const nodes: OnnxNode[] = [];
  const initializers = [...graph.initializers];
  for (const node of graph.nodes) {
    const branch = choices.includes(node) ? branchOf(node) : undefined;
    if (!branch) {
      nodes.push(node);
      continue;
    }
    if (branch.outputs.length !== node.outputs.length)
      return { ok: false, reason: l10n.t('its branches give another number of outputs than it does') };
    const rename = namesInside(branch, node, taken);
    initializers.push(...branch.initializers.map((tensor) => ({ ...tensor, name: rename(tensor.name) })));
    nodes.push(...branch.nodes.map((inner) => renamed(inner, rename)));
    for (const [i, { name }] of branch.outputs.entries())
      if (node.outputs[i] && rename(name) !== node.outputs[i])
        nodes.push(newNode('Identity', [rename(name)], [node.outputs[i]]));
  }
  const inputs = graph.inputs.filter(({ name }) => name !== input);
  const flat = prune({ ...model, graph: { ...graph, nodes, initializers, inputs } });
  // A use of the choice that is no `If` would now be without its value.
  const left = graph.nodes.some((node) => !choices.includes(node) && node.inputs.includes(input));
  if (left && flat.graph.nodes.some((node) => node.inputs.includes(input)))
    return { ok: false, reason: l10n.t('it uses its input {0} for more than a choice', input) };
  return { ok: true, model: flat, merged: true };
}

function branchOf(node: OnnxNode): OnnxGraph | undefined {
  return node.attributes.find(({ name }) => name === 'then_branch')?.graphs[0];
}

/** What the branch makes gets the names of the choice's outputs, and a new one where its own is taken outside. */
function namesInside(branch: OnnxGraph, node: OnnxNode, taken: Set<string>): (name: string) => string {
  const names = new Map<string, string>();
  const made = new Set(branch.nodes.flatMap(({ outputs }) => outputs));
  for (const [i, { name }] of branch.outputs.entries())
    if (made.has(name) && !names.has(name) && node.outputs[i]) names.set(name, node.outputs[i]);
  for (const name of [...made, ...branch.initializers.map((tensor) => tensor.name)]) {
    if (name === '' || names.has(name)) continue;
    const fresh = taken.has(name) ? `${node.name}/${name}` : name;
    names.set(name, fresh);
    taken.add(fresh);
  }
  return (name) => names.get(name) ?? name;
}
