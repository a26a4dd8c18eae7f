import path from 'node:path';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnxModel.ts';
import { bytesField, messageField, textField, varintField } from './protobufWriter.ts';

/**
 * The model as bytes, small: weights are external data, to be found from `weightsFolder`.
 * For InferenceSession.create(bytes, { extra: { session: { model_external_initializers_file_folder_path: weightsFolder } } }).
 */
export function writeOnnxModel(model: OnnxModel): Uint8Array {
  return Buffer.concat([...model.fields, messageField(7, graphFields(model.graph, model.weightsFolder))]);
}

function graphFields(graph: OnnxGraph, folder: string): Uint8Array[] {
  return [
    ...graph.nodes.map((node) => messageField(1, nodeFields(node, folder))),
    ...graph.initializers.map((tensor) => messageField(5, tensorFields(tensor, folder))),
    ...graph.inputs.map((value) => messageField(11, valueFields(value))),
    ...graph.outputs.map((value) => messageField(12, valueFields(value))),
    ...graph.rest,
  ];
}

function nodeFields(node: OnnxNode, folder: string): Uint8Array[] {
  return [
    ...node.inputs.map((name) => textField(1, name)),
    ...node.outputs.map((name) => textField(2, name)),
    textField(3, node.name),
    textField(4, node.op),
    ...node.attributes.map((attribute) => messageField(5, attributeFields(attribute, folder))),
    textField(7, node.domain),
    ...node.rest,
  ];
}

function attributeFields({ name, graphs, encoded, value }: OnnxAttribute, folder: string): Uint8Array[] {
  const number = name === 'graphs' || graphs.length > 1 ? 11 : 6;
  const pointed = typeof value === 'object' && 'dims' in value && value.data.at === 'file';
  return [
    ...encoded,
    ...(pointed ? [messageField(5, tensorFields(value, folder))] : []),
    ...graphs.map((graph) => messageField(number, graphFields(graph, folder))),
  ];
}

function tensorFields({ name, dims, type, data, rest }: OnnxTensor, folder: string): Uint8Array[] {
  const head = [...dims.map((size) => varintField(1, size)), varintField(2, type), textField(8, name)];
  if (data.at === 'graph')
    return [...head, ...(data.raw ? [bytesField(9, data.raw)] : data.encoded), ...rest];
  const location = path.relative(folder, data.file).split(path.sep).join('/');
  const entries = [pair('location', location), pair('offset', String(data.offset))];
  if (data.length !== undefined) entries.push(pair('length', String(data.length)));
  return [...head, ...entries, varintField(14, 1), ...rest];
}

function pair(key: string, value: string): Uint8Array {
  return messageField(13, [textField(1, key), textField(2, value)]);
}

function valueFields({ name, encoded }: OnnxValue): Uint8Array[] {
  return [textField(1, name), ...encoded];
}
