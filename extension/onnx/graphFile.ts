import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import {
  type ByteSource,
  type Field,
  fields,
  fileBytes,
  ProtobufError,
  readVarint,
} from './protobufReader.ts';

/** What is read from an .onnx file without its weights. */
export interface GraphFile {
  /** Operator types anywhere in the graph, its branches and functions. */
  readonly operators: ReadonlySet<string>;
  /** Files with weights beside the graph, and the bytes that each must have at least. */
  readonly externalData: ReadonlyMap<string, number>;
  /** Elements of the weights by their type (TensorProto.DataType). */
  readonly elements: ReadonlyMap<number, number>;
}

/** `end`: the byte where the file says it ends, when it is cut off. */
export type GraphFileProblem =
  /** A folder, a pipe or a device. */
  | { readonly kind: 'no-file' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'lfs-pointer' }
  | { readonly kind: 'not-onnx' }
  | { readonly kind: 'cut-off'; readonly size: number; readonly end: number | undefined };

/** What `git clone` leaves in place of a large file when git-lfs is not installed. */
export const lfsPointerStart = 'version https://git-lfs.github.com/spec/';

/** Steps through the protobuf (field numbers of onnx.proto3) with positioned reads: milliseconds for gigabytes. Throws only what the file system throws. */
export function readGraphFile(path: string): GraphFile | GraphFileProblem {
  // To open a pipe waits for who writes into it.
  if (!statSync(path).isFile()) return { kind: 'no-file' };
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return { kind: 'empty' };
    const source = fileBytes(descriptor, size);
    const head = source.text(0, Math.min(size, lfsPointerStart.length));
    if (head === lfsPointerStart) return { kind: 'lfs-pointer' };
    return readModel(source);
  } finally {
    closeSync(descriptor);
  }
}

function readModel(source: ByteSource): GraphFile | GraphFileProblem {
  const found: Found = {
    operators: new Set<string>(),
    externalData: new Map<string, number>(),
    elements: new Map<number, number>(),
    fields: 0,
    depth: 0,
  };
  let graphSeen = false;
  try {
    for (const field of fieldsIn(source, { start: 0, length: source.size }, found)) {
      if (field.number === 7 && field.wireType === 2) {
        graphSeen = true;
        visitGraph(source, field, found);
      } else if (field.number === 25 && field.wireType === 2) visitFunction(source, field, found);
    }
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    // A file that starts like a model and stops too early was cut off; anything else never was one.
    const cutOff = error.end !== undefined && error.end > source.size && looksLikeModel(source);
    return cutOff ? { kind: 'cut-off', size: source.size, end: error.end } : { kind: 'not-onnx' };
  }
  if (graphSeen) return found;
  // Cut exactly between two fields, before the graph.
  return looksLikeModel(source)
    ? { kind: 'cut-off', size: source.size, end: undefined }
    : { kind: 'not-onnx' };
}

/** ModelProto starts with `ir_version` (field 1, a varint), as every exporter writes it. */
function looksLikeModel(source: ByteSource): boolean {
  return source.byte(0) === 8;
}

interface Found {
  readonly operators: Set<string>;
  readonly externalData: Map<string, number>;
  readonly elements: Map<number, number>;
  /** Read so far, and graphs around the place that is read. */
  fields: number;
  depth: number;
}

/** Graphs of the largest models have some hundred thousand fields, a few branches deep, with names of some hundred bytes. */
const most = { fields: 20_000_000, depth: 50, nameBytes: 65_536 };

function* fieldsIn(
  source: ByteSource,
  { start, length }: Pick<Field, 'start' | 'length'>,
  found: Found,
): Generator<Field> {
  for (const field of fields(source, start, start + length)) {
    if (++found.fields > most.fields) throw new ProtobufError('more fields than a graph has');
    yield field;
  }
}

function nameIn(source: ByteSource, { start, length }: Field): string {
  if (length > most.nameBytes) throw new ProtobufError(`a name of ${length} bytes`);
  return source.text(start, length);
}

function visitGraph(source: ByteSource, graph: Field, found: Found): void {
  if (++found.depth > most.depth) throw new ProtobufError('graphs nest too deeply');
  for (const field of fieldsIn(source, graph, found)) {
    if (field.number === 1) visitNode(source, field, found);
    else if (field.number === 5) visitTensor(source, field, found);
  }
  found.depth--;
}

function visitFunction(source: ByteSource, body: Field, found: Found): void {
  for (const field of fieldsIn(source, body, found)) {
    if (field.number === 7 && field.wireType === 2) visitNode(source, field, found);
  }
}

function visitNode(source: ByteSource, node: Field, found: Found): void {
  for (const field of fieldsIn(source, node, found)) {
    if (field.number === 4) found.operators.add(nameIn(source, field));
    else if (field.number === 5) visitAttribute(source, field, found);
  }
}

function visitAttribute(source: ByteSource, attribute: Field, found: Found): void {
  for (const field of fieldsIn(source, attribute, found)) {
    if (field.wireType !== 2) continue;
    if (field.number === 5 || field.number === 10) visitTensor(source, field, found);
    else if (field.number === 6 || field.number === 11) visitGraph(source, field, found);
  }
}

function visitTensor(source: ByteSource, tensor: Field, found: Found): void {
  const external = new Map<string, string>();
  let isExternal = false;
  let [type, size] = [0, 1];
  for (const field of fieldsIn(source, tensor, found)) {
    if (field.number === 1) size *= dimensions(source, field);
    else if (field.number === 2) type = readVarint(source, field.start).value;
    else if (field.number === 13) {
      const [key, value] = keyAndValue(source, field);
      external.set(key, value);
    } else if (field.number === 14) isExternal = readVarint(source, field.start).value === 1;
  }
  found.elements.set(type, (found.elements.get(type) ?? 0) + size);
  const location = external.get('location');
  if (!isExternal || location === undefined) return;
  const end = Number(external.get('offset') ?? 0) + Number(external.get('length') ?? 1);
  found.externalData.set(location, Math.max(found.externalData.get(location) ?? 0, end));
}

/** The product of a tensor's dimensions, which may be packed or one a field. */
function dimensions(source: ByteSource, { wireType, start, length }: Field): number {
  if (wireType !== 2) return readVarint(source, start).value;
  let product = 1;
  for (let at = start; at < start + length; ) {
    const { value, next } = readVarint(source, at);
    product *= value;
    at = next;
  }
  return product;
}

function keyAndValue(source: ByteSource, entry: Field): [string, string] {
  const pair: [string, string] = ['', ''];
  for (const field of fields(source, entry.start, entry.start + entry.length)) {
    if (field.number === 1 || field.number === 2) pair[field.number - 1] = nameIn(source, field);
  }
  return pair;
}
