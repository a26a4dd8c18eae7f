import type { OnnxGraph, OnnxNode, OnnxTensor } from './onnxModel.ts';
import { constantTensor } from './tensors.ts';

/** Who makes and who takes each value of a graph. */
export interface GraphValues {
  /** The node that gives a value, undefined for inputs and initializers. */
  maker(name: string): OnnxNode | undefined;
  /** Names of initializers and of everything computed from nothing else. */
  isConstant(name: string): boolean;
  /** A small constant's header and values. */
  constant(name: string): OnnxTensor | undefined;
  /** All nodes of the graph, and inside their bodies, that take the value. */
  takers(name: string): readonly OnnxNode[];
}

export function graphValues(graph: OnnxGraph): GraphValues {
  const makers = new Map<string, OnnxNode>();
  const takers = new Map<string, OnnxNode[]>();
  const constants = new Map<string, OnnxTensor | undefined>();
  for (const tensor of graph.initializers) constants.set(tensor.name, tensor);
  for (const node of inOrder(graph)) {
    for (const name of node.outputs) if (name) makers.set(name, node);
    for (const name of takenBy(node)) {
      const known = takers.get(name);
      if (known) known.push(node);
      else takers.set(name, [node]);
    }
    if (isFixed(node, constants)) for (const name of node.outputs) constants.set(name, heldBy(node));
  }
  // Identity passes a constant on.
  function heldBy(node: OnnxNode): OnnxTensor | undefined {
    return node.op === 'Identity' ? constants.get(node.inputs[0]) : constantTensor(node);
  }
  return {
    maker: (name) => makers.get(name),
    isConstant: (name) => constants.has(name),
    constant: (name) => constants.get(name),
    takers: (name) => takers.get(name) ?? [],
  };
}

/** Is it computed from constants alone? Bodies may take anything from around them, and random numbers are none. */
function isFixed(node: OnnxNode, constants: ReadonlyMap<string, unknown>): boolean {
  if (/^(Random|Multinomial|Bernoulli)/.test(node.op)) return false;
  if (node.attributes.some(({ graphs }) => graphs.length > 0)) return false;
  return node.inputs.every((name) => name === '' || constants.has(name));
}

/** Names that a node takes: its inputs, and what its bodies take from around them. */
export function takenBy(node: OnnxNode): string[] {
  const names = node.inputs.filter((name) => name !== '');
  const bodies = node.attributes.flatMap(({ graphs }) => graphs);
  return bodies.length === 0 ? names : names.concat(...bodies.map(takenByBody));
}

function takenByBody(body: OnnxGraph): string[] {
  const own = new Set([...body.inputs, ...body.initializers].map(({ name }) => name));
  for (const { outputs } of body.nodes) for (const name of outputs) own.add(name);
  const taken = [...body.nodes.flatMap(takenBy), ...body.outputs.map(({ name }) => name)];
  return taken.filter((name) => !own.has(name));
}

/** Does a node take, over others, from itself? */
export function hasCircle(graph: OnnxGraph): boolean {
  const makers = new Set(graph.nodes.flatMap(({ outputs }) => outputs));
  for (const node of inOrder(graph)) {
    if (takenBy(node).some((name) => makers.has(name))) return true;
    for (const name of node.outputs) makers.delete(name);
  }
  return false;
}

/** The nodes, each after those that it takes from. Most files have that order already; onnxruntime takes any. */
export function inOrder(graph: OnnxGraph): readonly OnnxNode[] {
  const makers = new Map<string, OnnxNode>();
  for (const node of graph.nodes) for (const name of node.outputs) if (name) makers.set(name, node);
  const done = new Set<OnnxNode>();
  const order: OnnxNode[] = [];
  for (const start of graph.nodes) {
    // No recursion: a graph may be a chain of 100,000 nodes.
    const stack: { node: OnnxNode; names: string[] }[] = [];
    const open = (node: OnnxNode) => {
      done.add(node);
      stack.push({ node, names: takenBy(node) });
    };
    if (!done.has(start)) open(start);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const name = top.names.pop();
      if (name === undefined) {
        order.push(top.node);
        stack.pop();
      } else {
        const maker = makers.get(name);
        if (maker && !done.has(maker)) open(maker);
      }
    }
  }
  return order;
}
