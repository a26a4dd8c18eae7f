import type { OnnxGraph, OnnxNode } from './onnxModel.ts';

/** The node with every value under another name, also inside its bodies. '' stays ''. */
export function renamed(node: OnnxNode, rename: (name: string) => string, nodeName = node.name): OnnxNode {
  const name = (old: string) => (old === '' ? '' : rename(old));
  const body = (old: OnnxGraph): OnnxGraph => ({
    ...old,
    nodes: old.nodes.map((inner) => renamed(inner, rename)),
    initializers: old.initializers.map((tensor) => ({ ...tensor, name: name(tensor.name) })),
    inputs: old.inputs.map((value) => ({ ...value, name: name(value.name) })),
    outputs: old.outputs.map((value) => ({ ...value, name: name(value.name) })),
  });
  return {
    ...node,
    name: nodeName,
    inputs: node.inputs.map(name),
    outputs: node.outputs.map(name),
    attributes: node.attributes.map((attribute) =>
      attribute.graphs.length > 0 ? { ...attribute, graphs: attribute.graphs.map(body) } : attribute,
    ),
  };
}
