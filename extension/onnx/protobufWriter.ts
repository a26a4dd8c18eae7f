/** Protobuf's wire format (protobuf.dev/programming-guides/encoding): fields as bytes, each with its tag. */

/** Base 128, little-endian; negative numbers take ten bytes, as 64-bit two's complement. */
function base128(value: number): number[] {
  const out: number[] = [];
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
    out.push(rest);
    return out;
  }
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return out;
}

export function varintField(number: number, value: number): Uint8Array {
  return Uint8Array.from([...base128(number * 8), ...base128(value)]);
}

export function bytesField(number: number, payload: Uint8Array): Uint8Array {
  return messageField(number, [payload]);
}

/** A field that holds a message of these fields. */
export function messageField(number: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  return Buffer.concat([Uint8Array.from([...base128(number * 8 + 2), ...base128(length)]), ...parts]);
}

export function textField(number: number, text: string): Uint8Array {
  return messageField(number, [Buffer.from(text, 'utf8')]);
}

export function floatField(number: number, value: number): Uint8Array {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([Uint8Array.from(base128(number * 8 + 5)), four]);
}
