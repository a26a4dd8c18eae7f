import { createHash } from 'node:crypto';
import type { Sequence } from '../../model/contract.ts';

/** [4] words: 128 bits of what is scored. */
export type SequenceKey = Uint32Array;

/** Of the token ids and the place where the completion begins; equal text under other tokenization settings is another key. */
export function sequenceKey({ ids, promptLength }: Sequence): SequenceKey {
  const digest = createHash('sha256')
    .update(Int32Array.of(promptLength))
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest();
  return Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
}
