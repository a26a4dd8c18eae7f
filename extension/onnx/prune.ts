import { takenBy } from './graphValues.ts';
import type { OnnxModel, OnnxNode } from './onnxModel.ts';
import { tensorBytes, tensorsOf } from './tensors.ts';

/**
 * The model without the nodes, weights and inputs that no output needs. onnxruntime runs every node of a graph,
 * also for outputs that are not fetched.
 */
export function prune(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const makers = new Map<string, OnnxNode>();
  for (const node of graph.nodes) for (const name of node.outputs) if (name) makers.set(name, node);
  const needed = new Set<string>();
  const kept = new Set<OnnxNode>();
  const open = graph.outputs.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const maker = makers.get(name);
    if (!maker || kept.has(maker)) continue;
    kept.add(maker);
    for (const taken of takenBy(maker)) open.push(taken);
  }
  const pruned = {
    ...graph,
    nodes: graph.nodes.filter((node) => kept.has(node)),
    initializers: graph.initializers.filter(({ name }) => needed.has(name)),
    inputs: graph.inputs.filter(({ name }) => needed.has(name)),
  };
  let weightBytes = 0;
  const files = new Set<string>();
  for (const tensor of tensorsOf(pruned)) {
    weightBytes += tensorBytes(tensor);
    if (tensor.data.at === 'file') files.add(tensor.data.file);
  }
  return { ...model, graph: pruned, weightFiles: [...files], weightBytes };
}
