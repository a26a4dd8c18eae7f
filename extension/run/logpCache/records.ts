import type { SequenceKey } from './sequenceKey.ts';

/** A record: key (16 bytes), log-probability in nats (float64), checksum (4 bytes), all little-endian. A file is records and nothing else. */
export const recordBytes = 28;

/** After so many bytes that are no record a file is not believed any further. */
const mostBadBytes = 2 ** 20;

/** Writes a record at `at`. `seed` is of the file's identity: in the file of another model no checksum is right. */
export function writeRecord(bytes: Buffer, at: number, seed: number, key: SequenceKey, logp: number): void {
  for (let i = 0; i < 4; i++) bytes.writeUInt32LE(key[i], at + 4 * i);
  bytes.writeDoubleLE(logp, at + 16);
  bytes.writeUInt32LE(checksum(bytes, at, seed), at + 24);
}

/**
 * Reads records from a stream of blocks, however they are cut. What is no record is stepped over byte by byte: a write that was
 * cut off may be followed by another process's whole ones.
 */
export function recordReader(seed: number, found: (key: SequenceKey, logp: number) => void) {
  let rest = Buffer.alloc(0);
  let bad = 0;
  const key = new Uint32Array(4);
  return {
    /** Bytes that were no record. */
    get badBytes() {
      return bad;
    },
    /** False when the file is too damaged to go on. */
    read(block: Uint8Array): boolean {
      const bytes = Buffer.concat([rest, block]);
      let at = 0;
      while (at + recordBytes <= bytes.length && bad < mostBadBytes) {
        if (bytes.readUInt32LE(at + 24) !== checksum(bytes, at, seed)) {
          at++;
          bad++;
          continue;
        }
        for (let i = 0; i < 4; i++) key[i] = bytes.readUInt32LE(at + 4 * i);
        found(key, bytes.readDoubleLE(at + 16));
        at += recordBytes;
      }
      rest = bytes.subarray(at);
      return bad < mostBadBytes;
    },
    /** After the last block: a record that was cut off is bad as well. */
    end(): void {
      bad += rest.length;
    },
  };
}

/** MurmurHash3 of the record's first six words. */
function checksum(bytes: Buffer, at: number, seed: number): number {
  let hash = seed;
  for (let i = at; i < at + 24; i += 4) {
    let word = Math.imul(bytes.readUInt32LE(i), 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= 24;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
