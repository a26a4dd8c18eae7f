import { type FileHandle, open } from 'node:fs/promises';
import { magicOf } from './container.ts';
import { openSource } from './openSource.ts';
import { parquetRows } from './parquet.ts';
import { respaced } from './respaced.ts';
import { Splitter } from './splitter.ts';

const chunkBytes = 2 ** 20;

/**
 * The text of a record at its place, as it was read. A part of a plain file is read from there; what is packed is unpacked up to it.
 * Rejects when the file is gone or has become shorter.
 */
export async function textAt(path: string, byteOffset: number, byteLength: number): Promise<string> {
  const file = await open(path);
  let bytes: Buffer;
  try {
    const head = await bytesAt(file, 0, 4).catch(() => Buffer.alloc(0));
    const magic = magicOf(head);
    // A row has no length; a group's is the way from its first row to its last.
    if (magic === 'parquet') return await parquetRows(file, byteOffset, byteLength + 1);
    bytes = magic
      ? await unpackedAt(path, byteOffset, byteLength)
      : await bytesAt(file, byteOffset, byteLength);
  } finally {
    await file.close();
  }
  // Line ends join the lines of a group, or stand anywhere in a record that has no line of its own.
  if (!bytes.includes(10) || (await hasLines(path))) return bytes.toString('utf8');
  const splitter = new Splitter({ inList: true, maxBytes: byteLength });
  const pieces = [...splitter.push(bytes).map(textOf), ...splitter.finish().map(textOf)];
  return pieces.join('\n');
}

const textOf = ({ bytes }: { readonly bytes: Buffer | undefined }) =>
  bytes ? respaced(bytes).toString('utf8') : '';

async function bytesAt(file: FileHandle, byteOffset: number, byteLength: number): Promise<Buffer> {
  const bytes = Buffer.alloc(byteLength);
  for (let done = 0; done < byteLength; ) {
    const { bytesRead } = await file.read(bytes, done, byteLength - done, byteOffset + done);
    if (bytesRead === 0) throw new Error(`the file ends before byte ${byteOffset + byteLength}`);
    done += bytesRead;
  }
  return bytes;
}

async function unpackedAt(path: string, byteOffset: number, byteLength: number): Promise<Buffer> {
  const source = await openSource(path, { chunkBytes });
  try {
    const result = Buffer.alloc(byteLength);
    let done = 0;
    for await (const bytes of source.bytes(byteOffset)) {
      done += bytes.copy(result, done);
      if (done === byteLength) return result;
    }
    throw new Error(`the file ends before byte ${byteOffset + byteLength}`);
  } finally {
    await source.close();
  }
}

async function hasLines(path: string): Promise<boolean> {
  const source = await openSource(path, { chunkBytes });
  await source.close();
  return source.container.kind === 'lines';
}
