import { readSync } from 'node:fs';

/** One field of a protobuf message, as byte ranges of the file. */
export interface Field {
  readonly number: number;
  readonly wireType: number;
  /** Where its tag starts. */
  readonly at: number;
  /** Where the payload starts (after tag and length) and how many bytes it has. */
  readonly start: number;
  readonly length: number;
}

/** The bytes are no protobuf, or they end too early. `end` is where the message says it ends. */
export class ProtobufError extends Error {
  override name = 'ProtobufError';
  constructor(
    message: string,
    readonly end?: number,
  ) {
    super(message);
  }
}

export interface ByteSource {
  readonly size: number;
  byte(at: number): number;
  /** A copy. The range lies within a field that was found to fit into the source. */
  bytes(start: number, length: number): Uint8Array;
  text(start: number, length: number): string;
}

/** Reads a file through a window of 64 KiB, so that gigabytes of weights are stepped over, never read. */
export function fileBytes(descriptor: number, size: number): ByteSource {
  const window = Buffer.alloc(65536);
  let low = 0;
  let high = 0;
  const source: ByteSource = {
    size,
    byte(at) {
      if (at < low || at >= high) {
        const read = readSync(descriptor, window, 0, window.length, at);
        if (read <= 0) throw new ProtobufError(`ends at byte ${at}`, at + 1);
        low = at;
        high = at + read;
      }
      return window[at - low];
    },
    bytes(start, length) {
      if (start >= low && start + length <= high)
        return Buffer.from(window.subarray(start - low, start - low + length));
      const bytes = Buffer.alloc(length);
      for (let done = 0; done < length; ) {
        const read = readSync(descriptor, bytes, done, length - done, start + done);
        if (read <= 0) throw new ProtobufError(`ends at byte ${start + done}`, start + length);
        done += read;
      }
      return bytes;
    },
    text: (start, length) => Buffer.from(source.bytes(start, length)).toString('utf8'),
  };
  return source;
}

/** Little-endian base 128, up to 10 bytes. Values above 2^53 lose their low bits; none that we read is that large. */
export function readVarint(
  source: ByteSource,
  at: number,
): { readonly value: number; readonly next: number } {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    const byte = source.byte(at + i);
    value += (byte & 127) * scale;
    if (byte < 128) return { value, next: at + i + 1 };
    scale *= 128;
  }
  throw new ProtobufError(`no number at byte ${at}`);
}

/** A signed 64-bit integer, as int64 and int32 are written. Beyond 2^53 it is rounded. */
export function readInt64(source: ByteSource, at: number): { readonly value: number; readonly next: number } {
  const { value, next } = readVarint(source, at);
  if (next - at < 10) return { value, next };
  let exact = 0n;
  for (let i = 9; i >= 0; i--) exact = exact * 128n + BigInt(source.byte(at + i) & 127);
  return { value: Number(BigInt.asIntN(64, exact)), next };
}

/** The fields of the message in [start, end), in file order (protobuf wire format: protobuf.dev/programming-guides/encoding). */
export function* fields(source: ByteSource, start: number, end: number): Generator<Field> {
  let at = start;
  while (at < end) {
    const tag = readVarint(source, at);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    let from = tag.next;
    let length: number;
    if (wireType === 0) length = readVarint(source, from).next - from;
    else if (wireType === 1) length = 8;
    else if (wireType === 5) length = 4;
    else if (wireType === 2) {
      const prefix = readVarint(source, from);
      from = prefix.next;
      length = prefix.value;
    } else throw new ProtobufError(`wire type ${wireType} at byte ${at}`);
    if (number === 0) throw new ProtobufError(`field 0 at byte ${at}`);
    if (from + length > end)
      throw new ProtobufError(`a field at byte ${at} runs past its end`, from + length);
    yield { number, wireType, at, start: from, length };
    at = from + length;
  }
}
