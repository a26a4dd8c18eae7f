import type { OnnxTensor, TensorData } from './onnxModel.ts';
import { type Field, fields, readInt64, readVarint } from './protobufReader.ts';
import type { ReadContext } from './readContext.ts';

/** Values up to this many bytes stay in the graph: onnxruntime infers shapes from them. */
export const largestInGraph = 4096;

/** Fields of TensorProto whose values are laid out as the tensor's own memory: raw_data, and packed floats and doubles. */
const rawFields: Readonly<Record<number, number | undefined>> = { 9: 0, 4: 1, 10: 11 };

/** A TensorProto's header; where its values are more than a few, only their place. */
export function readTensor(context: ReadContext, field: Field): OnnxTensor {
  const { source } = context;
  context.spend(400);
  const dims: number[] = [];
  const rest: Uint8Array[] = [];
  const values: Field[] = [];
  const external = new Map<string, string>();
  let name = '';
  let type = 0;
  let isExternal = false;
  for (const part of fields(source, field.start, field.start + field.length)) {
    if (part.number === 1) integers(context, part, dims);
    else if (part.number === 2) type = readVarint(source, part.start).value;
    else if (part.number === 8) name = context.text(part);
    else if (part.number === 13) {
      const [key, value] = keyAndValue(context, part);
      external.set(key, value);
    } else if (part.number === 14) isExternal = readVarint(source, part.start).value === 1;
    else if ([4, 5, 6, 7, 9, 10, 11].includes(part.number)) values.push(part);
    else rest.push(context.keep(part));
  }
  return { name, dims, type, data: place(), rest };

  function place(): TensorData {
    if (isExternal) return context.externalData(external, name);
    const [only] = values;
    if (values.length === 1 && only.wireType === 2) {
      const needed = rawFields[only.number];
      const isRaw = needed === 0 || (needed !== undefined && needed === type);
      if (isRaw && only.length > largestInGraph) return context.embeddedData(only);
      if (only.number === 9) return { at: 'graph', raw: context.bytes(only), encoded: [] };
    }
    return { at: 'graph', raw: undefined, encoded: values.map((value) => context.keep(value)) };
  }
}

/** A repeated integer field, packed or one of its values: adds them to `out`. */
export function integers({ source, spend }: ReadContext, field: Field, out: number[]): void {
  spend(8 * field.length);
  for (let at = field.start; at < field.start + field.length; ) {
    const { value, next } = readInt64(source, at);
    out.push(value);
    at = next;
  }
}

function keyAndValue(context: ReadContext, entry: Field): [string, string] {
  const pair: [string, string] = ['', ''];
  for (const field of fields(context.source, entry.start, entry.start + entry.length)) {
    if (field.number === 1 || field.number === 2) pair[field.number - 1] = context.text(field);
  }
  return pair;
}
