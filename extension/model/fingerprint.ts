import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { relative } from 'node:path';

/** Files up to this size are hashed whole: 64 MiB take a tenth of a second. */
const wholeBytes = 64 * 2 ** 20;
const blockBytes = 64 * 2 ** 10;
const blocks = 256;

/**
 * 16 hex digits of the files' content: the same for a copy elsewhere, another after any change of graph, configuration or
 * tokenizer. Of a larger file (weights) its size and 256 evenly spread blocks of 64 KiB are taken, first and last among
 * them: training moves every weight, so a model never hides between them; a few bytes patched by hand could.
 * Missing files count as missing.
 */
export async function fingerprint(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(`${relative(folder, file).replaceAll('\\', '/')}\t`);
    await addFile(hash, file);
  }
  return hash.digest('hex').slice(0, 16);
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const file = await open(path).catch(() => undefined);
  if (!file) {
    hash.update('missing\n');
    return;
  }
  try {
    const { size } = await file.stat();
    hash.update(`${size}\n`);
    const whole = size <= wholeBytes;
    const step = whole ? blockBytes : (size - blockBytes) / (blocks - 1);
    const buffer = Buffer.alloc(blockBytes);
    for (let i = 0; whole ? i * step < size : i < blocks; i++) {
      const { bytesRead } = await file.read(buffer, 0, blockBytes, Math.round(i * step));
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
