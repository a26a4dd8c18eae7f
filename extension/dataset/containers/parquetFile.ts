/// <reference path="./lz4.d.ts" />
import type { FileHandle } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';

/** What a footer takes at most, in bytes; a larger one is damaged. */
const mostFooterBytes = 2 ** 27;

/** The parts of a file that `hyparquet` asks for. */
export async function asyncBuffer(file: FileHandle): Promise<AsyncBuffer> {
  const facts = await file.stat();
  if (!facts.isFile()) throw new Error('it comes from a pipe; save it to a file first');
  const { size } = facts;
  return {
    byteLength: size,
    async slice(start, end = size) {
      if (!(start >= 0 && start <= end && end <= size)) throw new Error('it is cut off');
      const buffer = new ArrayBuffer(end - start);
      const bytes = new Uint8Array(buffer);
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0) throw new Error('it is cut off');
        done += bytesRead;
      }
      return buffer;
    },
  };
}

/** The index at the end of the file. Rejects, with words that go on after "because", where it is not there or makes no sense. */
export async function readFooter(file: AsyncBuffer): Promise<FileMetaData> {
  if (file.byteLength < 12) throw new Error('it is cut off');
  const end = Buffer.from(await file.slice(file.byteLength - 8, file.byteLength));
  const magic = end.toString('latin1', 4);
  if (magic === 'PARE') throw new Error('it is encrypted');
  if (magic !== 'PAR1') throw new Error('it is cut off');
  if (end.readUInt32LE(0) > Math.min(mostFooterBytes, file.byteLength - 12))
    throw new Error('its index is damaged');
  const { parquetMetadataAsync } = await import('hyparquet');
  return await parquetMetadataAsync(file, { geoparquet: false });
}

/** Node's own where there is one. None gives more than the page says. */
export async function decompressors(): Promise<Compressors> {
  const { snappyUncompress } = await import('hyparquet');
  // Not the package's index, which brings its own Brotli with a dictionary of 100 KB.
  const { decompressLz4, decompressLz4Raw } = await import('hyparquet-compressors/src/lz4.js');
  return {
    SNAPPY(input, length) {
      const output = new Uint8Array(length);
      snappyUncompress(input, output);
      return output;
    },
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
    ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
    LZ4: decompressLz4,
    LZ4_RAW: decompressLz4Raw,
  };
}
