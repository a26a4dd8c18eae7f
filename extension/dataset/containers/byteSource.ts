import type { FileHandle } from 'node:fs/promises';
import type { Problem } from '../problem.ts';

/** The bytes of a file one after the other, unpacked where it is an archive. Each buffer is good until the next one is asked for. */
export interface ByteSource extends AsyncIterable<Buffer> {
  /** Once it has ended: why that was too early. */
  readonly broken?: Problem;
}

/** What is looked at to tell what a file is. */
export const headBytes = 1 << 18;

export interface Head {
  readonly bytes: Buffer;
  /** There are no more. */
  readonly isWhole: boolean;
}

/**
 * The first bytes of a file, at most `headBytes`, and no more of a pipe than its first line, whose writer may be slow. Whoever reads
 * a pipe on has to begin with these.
 */
export async function readHead(file: FileHandle, isPipe: boolean): Promise<Head> {
  const head = Buffer.allocUnsafe(headBytes);
  let length = 0;
  while (length < headBytes) {
    const { bytesRead } = await file.read(head, length, headBytes - length, isPipe ? null : length);
    const hasLine = isPipe && head.subarray(length, length + bytesRead).includes(10);
    length += bytesRead;
    if (bytesRead === 0) return { bytes: head.subarray(0, length), isWhole: true };
    if (hasLine) break;
  }
  return { bytes: head.subarray(0, length), isWhole: false };
}

export interface FileBytesOptions {
  readonly signal?: AbortSignal;
  readonly chunkBytes: number;
  /** Where a file is read from; 0 by default. */
  readonly from?: number;
  /** What was read of a pipe already; absent for a file, which is read from its place. */
  readonly pipeHead?: Buffer;
}

/** Rejects as the file system does, or with the signal's reason. */
export async function* fileBytes(file: FileHandle, options: FileBytesOptions): AsyncGenerator<Buffer> {
  const { signal, chunkBytes, from = 0, pipeHead } = options;
  const chunk = Buffer.allocUnsafe(chunkBytes);
  for (let at = 0; pipeHead && at < pipeHead.length; at += chunkBytes) {
    signal?.throwIfAborted();
    yield pipeHead.subarray(at, at + chunkBytes);
  }
  let position = from;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, pipeHead ? null : position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}
