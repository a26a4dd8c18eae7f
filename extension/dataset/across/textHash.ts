/**
 * 53 bits of a text, for keys that are compared but never kept: among a million, two are mistaken once in 20,000 files. Of its bytes in
 * UTF-8, 32 at a time; the scanner has the same in WASM (`scan/assembly/hash.ts`), and a test holds the two together.
 */
export function textHash(text: string): number {
  // An encoder writes three bytes a unit at most.
  const bytes = text.length * 3 <= shared.length ? shared : new Uint8Array(text.length * 3);
  const { written } = encoder.encodeInto(text, bytes);
  return bytesHash(bytes, written);
}

/** The same of numbers, as they are in memory. */
export function numbersHash(numbers: readonly number[]): number {
  const values = Float64Array.from(numbers);
  return bytesHash(new Uint8Array(values.buffer), values.byteLength);
}

const encoder = new TextEncoder();
const shared = new Uint8Array(1 << 16);
const block = 32;
const lanes = new Int32Array(16);

function bytesHash(bytes: Uint8Array, length: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  let [h1, h2] = [0xdeadbeef | 0, 0x41c6ce57];
  const mix = (word: number) => {
    h1 = Math.imul(rotated(h1 ^ word, 15), 2654435761);
    h2 = Math.imul(rotated(h2 ^ word, 13), 1597334677);
  };
  if (length <= 2 * block)
    for (let at = 0; at < (length <= block ? block : 2 * block); at += 4) mix(wordAt(view, at));
  else {
    // Eight sums, and beside each another one.
    for (let i = 0; i < 16; i++) lanes[i] = i + 1;
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2);
    for (let at = 0; at < length; at += block)
      for (let i = 0; i < 8; i++) {
        const word = at + block <= length ? words[(at >> 2) + i] : wordAt(view, at + 4 * i);
        const sum = Math.imul(rotated(lanes[i] + Math.imul(word, 2246822519), 13), 2654435761);
        lanes[i] = sum;
        lanes[i + 8] = Math.imul(rotated(lanes[i + 8] ^ sum, 11), 3266489917);
      }
    for (const lane of lanes) mix(lane);
  }
  h1 ^= length;
  h2 ^= length;
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}

/** Four bytes, zeros behind the end. */
function wordAt(view: DataView, at: number): number {
  if (at + 4 <= view.byteLength) return view.getInt32(at, true);
  let word = 0;
  for (let i = 0; at + i < view.byteLength; i++) word |= view.getUint8(at + i) << (8 * i);
  return word;
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
