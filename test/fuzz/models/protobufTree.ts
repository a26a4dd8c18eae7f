import type { Random } from '../random.ts';

/** A field of a protobuf message: a number, or bytes that may be a message themselves. */
interface Field {
  readonly number: number;
  readonly wire: number;
  value: bigint | Buffer;
}

const oddNumbers = [0n, 1n, 7n, 10n, 99n, 2n ** 31n, 2n ** 40n, 2n ** 62n, 2n ** 64n - 1n];

/** A protobuf file with one field somewhere in it changed, dropped, doubled or exchanged for another; lengths around it are right. */
export function changedProtobuf(bytes: Buffer, random: Random, depth = 0): Buffer {
  const fields = parsed(bytes);
  if (!fields || fields.length === 0) return changedBytes(bytes, random);
  const at = random.below(fields.length);
  const field = fields[at];
  const inner = Buffer.isBuffer(field.value) ? field.value : undefined;
  if (inner && depth < 6 && parsed(inner)?.length && !random.once(6)) {
    field.value = changedProtobuf(inner, random, depth + 1);
  } else {
    random.of([
      () => fields.splice(at, 1),
      () => fields.splice(at, 0, field),
      () => {
        const other = random.below(fields.length);
        const kept = fields[at].value;
        if (fields[at].wire === fields[other].wire)
          [fields[at].value, fields[other].value] = [fields[other].value, kept];
      },
      () => {
        field.value = inner ? changedBytes(inner, random) : random.of(oddNumbers);
      },
      () => {
        field.value = inner ? changedBytes(inner, random) : random.of(oddNumbers);
      },
    ])();
  }
  return Buffer.concat(fields.map(written));
}

/** A short text becomes the name of something else in the graph, so that nodes take from nowhere, or from each other. */
function changedBytes(bytes: Buffer, random: Random): Buffer {
  const names = [
    'hidden',
    'logits',
    'input_ids',
    'scores',
    'allowed',
    'key_all',
    '',
    'Loop',
    'If',
    'Identity',
    'NoSuchOp',
    'weights',
  ];
  if (bytes.length < 40 && random.once(2)) return Buffer.from(random.of(names));
  if (bytes.length === 0) return Buffer.from('x');
  const changed = Buffer.from(bytes);
  changed[random.below(bytes.length)] ^= 1 << random.below(8);
  return changed;
}

function parsed(bytes: Buffer): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= bytes.length) return undefined;
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return undefined;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === undefined || tag < 8n || tag > 8000n) return undefined;
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    let value: bigint | Buffer | undefined;
    if (wire === 0) value = varint();
    else {
      const length = wire === 2 ? Number(varint() ?? -1n) : wire === 5 ? 4 : wire === 1 ? 8 : -1;
      if (length < 0 || at + length > bytes.length) return undefined;
      value = bytes.subarray(at, at + length);
      at += length;
    }
    if (value === undefined) return undefined;
    fields.push({ number, wire, value });
  }
  return fields;
}

function written({ number, wire, value }: Field): Buffer {
  const tag = base128(BigInt(number * 8 + wire));
  if (!Buffer.isBuffer(value)) return Buffer.concat([tag, base128(value as bigint)]);
  return Buffer.concat(wire === 2 ? [tag, base128(BigInt(value.length)), value] : [tag, value]);
}

function base128(value: bigint): Buffer {
  const out: number[] = [];
  for (; value > 127n; value >>= 7n) out.push(Number(value & 127n) | 128);
  out.push(Number(value));
  return Buffer.from(out);
}
