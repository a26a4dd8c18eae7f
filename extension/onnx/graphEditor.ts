import {
  elementType,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './onnxModel.ts';
import { bytesField, floatField, messageField, textField, varintField } from './protobufWriter.ts';
import { int64Tensor } from './tensors.ts';

/** An attribute to write: an integer, integers, text, or a float (as `{ float }`). */
type NewAttribute = number | readonly number[] | string | { readonly float: number };

/** Makes nodes in a model's operator set. Values that it names itself start with `plackett/`. */
export interface GraphEditor {
  readonly opset: number;
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxTensor[];
  /** Adds a node with one output and gives that output's name. */
  add(
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, NewAttribute>>,
    output?: string,
  ): string;
  /** An int64 constant. */
  integers(values: readonly number[], dims?: readonly number[]): string;
  /** ReduceMax or ReduceSum over the last axis, which stays as 1. */
  reduceLast(op: 'ReduceMax' | 'ReduceSum', x: string): string;
  cast(x: string, type: keyof typeof elementType): string;
  /** An editor for nodes that stand elsewhere (a body, another place); its constants are with the others. */
  part(name: string): GraphEditor;
}

export function graphEditor(model: Pick<OnnxModel, 'opsets'>): GraphEditor {
  return editorOf(model.opsets.get('') ?? 0, 'plackett', new Map());
}

function editorOf(opset: number, prefix: string, initializers: Map<string, OnnxTensor>): GraphEditor {
  const nodes: OnnxNode[] = [];
  const editor: GraphEditor = {
    opset,
    nodes,
    add(op, inputs, attributes = {}, output = `${prefix}/${op}_${nodes.length}`) {
      nodes.push(newNode(op, inputs, [output], attributes));
      return output;
    },
    integers(values, dims = [values.length]) {
      const name = `plackett/int64_${dims.join('x')}_${values.join('_')}`;
      initializers.set(name, int64Tensor(name, values, [...dims]));
      return name;
    },
    reduceLast(op, x) {
      const asInput = opset >= (op === 'ReduceSum' ? 13 : 18);
      return asInput
        ? editor.add(op, [x, editor.integers([-1])], { keepdims: 1 })
        : editor.add(op, [x], { axes: [-1], keepdims: 1 });
    },
    cast: (x, type) => editor.add('Cast', [x], { to: elementType[type] }),
    part: (name) => editorOf(opset, `${prefix}/${name}`, initializers),
    get initializers() {
      return [...initializers.values()];
    },
  };
  return editor;
}

/** A Scan: runs the body over the first axis of its inputs and stacks its outputs. AttributeProto.type GRAPH is 5. */
export function newScan(inputs: readonly string[], output: string, body: OnnxGraph): OnnxNode {
  const node = newNode('Scan', inputs, [output], { num_scan_inputs: inputs.length });
  const encoded = [textField(1, 'body'), varintField(20, 5)];
  const attribute: OnnxAttribute = { name: 'body', value: undefined, graphs: [body], encoded };
  return { ...node, attributes: [...node.attributes, attribute] };
}

export function newNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, NewAttribute>> = {},
  domain = '',
): OnnxNode {
  return {
    op,
    domain,
    name: outputs[0],
    inputs,
    outputs,
    attributes: Object.entries(attributes).map(([name, value]) => newAttribute(name, value)),
    rest: [],
  };
}

/** AttributeProto.AttributeType stands in field 20: FLOAT 1, INT 2, STRING 3, INTS 7. */
export function newAttribute(name: string, value: NewAttribute): OnnxAttribute {
  const start = textField(1, name);
  const made = (view: OnnxAttribute['value'], type: number, ...encoded: Uint8Array[]): OnnxAttribute => ({
    name,
    value: view,
    graphs: [],
    encoded: [start, ...encoded, varintField(20, type)],
  });
  if (typeof value === 'number') return made(value, 2, varintField(3, value));
  if (typeof value === 'string') return made(value, 3, textField(4, value));
  if ('float' in value) return made(value.float, 1, floatField(2, value.float));
  return made(value, 7, ...value.map((item) => varintField(8, item)));
}

/** A tensor that goes into or comes out of a graph; `type` is a TensorProto.DataType. */
export function newValue(
  name: string,
  type: number,
  shape: readonly (number | string)[] | undefined,
): OnnxValue {
  const dims = shape?.map((size) => messageField(1, dimension(size)));
  const tensor = [varintField(1, type), ...(dims ? [messageField(2, dims)] : [])];
  return { name, type, shape, encoded: [bytesField(2, messageField(1, tensor))] };
}

function dimension(size: number | string): Uint8Array[] {
  if (typeof size === 'number') return [varintField(1, size)];
  return size === '' ? [] : [textField(2, size)];
}
