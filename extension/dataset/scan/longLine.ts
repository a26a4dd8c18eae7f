import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 2 ** 20;
const lineFeed = 10;

/**
 * A line that is longer than a block, from its first byte on: how many bytes up to its line feed or the file's end, and these unless
 * they are more than `most`.
 */
export async function readLongLine(
  file: FileHandle,
  byteOffset: number,
  most: number,
  signal?: AbortSignal,
): Promise<{ byteLength: number; bytes: Buffer | undefined }> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let parts: Buffer[] = [];
  let byteLength = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, byteOffset + byteLength);
    const bytes = chunk.subarray(0, bytesRead);
    const feed = bytes.indexOf(lineFeed);
    const part = feed < 0 ? bytes : bytes.subarray(0, feed);
    byteLength += part.length;
    if (byteLength <= most) parts.push(Buffer.from(part));
    else parts = [];
    if (feed >= 0 || bytesRead === 0)
      return { byteLength, bytes: byteLength <= most ? Buffer.concat(parts) : undefined };
  }
}
