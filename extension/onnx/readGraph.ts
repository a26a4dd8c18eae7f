import * as l10n from '@vscode/l10n';
import {
  type OnnxAttribute,
  OnnxError,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './onnxModel.ts';
import { type Field, fields, readInt64, readVarint } from './protobufReader.ts';
import type { ReadContext } from './readContext.ts';
import { integers, readTensor } from './readTensor.ts';
import { constantTensor } from './tensors.ts';

const deepest = 32;

/** A GraphProto. Large constants among its nodes become initializers, as onnxruntime makes of them too. */
export function readGraph(context: ReadContext, graph: Field, depth = 0): OnnxGraph {
  if (depth > deepest)
    throw new OnnxError('not-onnx', l10n.t('holds graphs more than {0} deep in each other', deepest));
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const rest: Uint8Array[] = [];
  for (const field of fields(context.source, graph.start, graph.start + graph.length)) {
    if (field.number === 1) {
      const node = readNode(context, field, depth);
      const constant = constantTensor(node);
      if (constant?.data.at === 'file') initializers.push(constant);
      else nodes.push(node);
    } else if (field.number === 5) initializers.push(readTensor(context, field));
    else if (field.number === 11) inputs.push(readValue(context, field));
    else if (field.number === 12) outputs.push(readValue(context, field));
    else if (field.number !== 13) rest.push(context.keep(field));
  }
  return { nodes, initializers, inputs, outputs, rest };
}

function readNode(context: ReadContext, node: Field, depth: number): OnnxNode {
  context.spend(400);
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: OnnxAttribute[] = [];
  const rest: Uint8Array[] = [];
  let [name, op, domain] = ['', '', ''];
  for (const field of fields(context.source, node.start, node.start + node.length)) {
    if (field.number === 1) inputs.push(context.text(field));
    else if (field.number === 2) outputs.push(context.text(field));
    else if (field.number === 3) name = context.text(field);
    else if (field.number === 4) op = context.text(field);
    else if (field.number === 5) attributes.push(readAttribute(context, field, depth));
    else if (field.number === 7) domain = context.text(field);
    else rest.push(context.keep(field));
  }
  return { op, domain: domain === 'ai.onnx' ? '' : domain, name, inputs, outputs, attributes, rest };
}

function readAttribute(context: ReadContext, attribute: Field, depth: number): OnnxAttribute {
  context.spend(300);
  const graphs: OnnxGraph[] = [];
  const encoded: Uint8Array[] = [];
  const ints: number[] = [];
  let name = '';
  let value: OnnxAttribute['value'];
  for (const field of fields(context.source, attribute.start, attribute.start + attribute.length)) {
    if (field.number === 6 || field.number === 11) {
      graphs.push(readGraph(context, field, depth + 1));
      continue;
    }
    if (field.number === 5 && field.wireType === 2) {
      value = readTensor(context, field);
      if (value.data.at === 'file') continue;
    }
    if (field.number === 1) name = context.text(field);
    else if (field.number === 2 && field.wireType === 5)
      value = Buffer.from(context.bytes(field)).readFloatLE();
    else if (field.number === 3) value = readInt64(context.source, field.start).value;
    else if (field.number === 4) value = context.text(field);
    else if (field.number === 8) integers(context, field, ints);
    encoded.push(context.keep(field));
  }
  return { name, value: ints.length > 0 ? ints : value, graphs, encoded };
}

/** A ValueInfoProto; the shape of a tensor is read from it. */
function readValue(context: ReadContext, value: Field): OnnxValue {
  const { source } = context;
  context.spend(300);
  const encoded: Uint8Array[] = [];
  let name = '';
  let type = 0;
  let shape: (number | string)[] | undefined;
  for (const field of fields(source, value.start, value.start + value.length)) {
    if (field.number === 1) {
      name = context.text(field);
      continue;
    }
    encoded.push(context.keep(field));
    if (field.number !== 2) continue;
    for (const kind of inside(field, 1)) {
      for (const part of fields(source, kind.start, kind.start + kind.length)) {
        if (part.number === 1 && part.wireType === 0) type = readVarint(source, part.start).value;
        else if (part.number === 2 && part.wireType === 2) shape = [...inside(part, 1)].map(dimension);
      }
    }
  }
  return { name, type, shape, encoded };

  function* inside(field: Field, number: number): Generator<Field> {
    if (field.wireType !== 2) return;
    for (const part of fields(source, field.start, field.start + field.length))
      if (part.number === number && part.wireType === 2) yield part;
  }

  function dimension(field: Field): number | string {
    for (const part of fields(source, field.start, field.start + field.length)) {
      if (part.number === 1 && part.wireType === 0) return readInt64(source, part.start).value;
      if (part.number === 2 && part.wireType === 2) return context.text(part);
    }
    return '';
  }
}
