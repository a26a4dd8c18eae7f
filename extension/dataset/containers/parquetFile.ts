import type { FileHandle } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import type { AsyncBuffer, Compressors, FileMetaData, RowGroup } from 'hyparquet';

/** What a footer, a page or a row group takes at most, in bytes; larger ones are damaged, or no dataset of texts. */
const [mostFooterBytes, mostPageBytes, mostGroupBytes] = [2 ** 27, 2 ** 29, 2 ** 31];
/** Values in a page, of which each takes memory before it is known whether it is there. */
const mostPageValues = 2 ** 24;

/** The parts of a file that `hyparquet` asks for. */
export async function asyncBuffer(file: FileHandle): Promise<AsyncBuffer> {
  const { size } = await file.stat();
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

/** Rejects where a group says of itself what cannot be, before memory is taken for it. */
export async function assertReadable(file: AsyncBuffer, group: RowGroup): Promise<void> {
  const { parquetHeader } = await import('hyparquet/src/column.js');
  let groupBytes = 0;
  for (const { meta_data: column, crypto_metadata: secret } of group.columns) {
    if (secret || !column) throw new Error('it is encrypted');
    const first = Math.min(
      ...[column.dictionary_page_offset, column.data_page_offset].flatMap((at) => (at ? [Number(at)] : [])),
    );
    const view = new DataView(await file.slice(first, first + Number(column.total_compressed_size)));
    const reader = { view, offset: 0 };
    while (reader.offset < view.byteLength - 1) {
      const header = parquetHeader(reader);
      const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
      const size = header.uncompressed_page_size;
      groupBytes += size;
      const isPlausible = size >= 0 && size <= mostPageBytes && header.compressed_page_size >= 0;
      if (!isPlausible || (page && !(page.num_values >= 0 && page.num_values <= mostPageValues)))
        throw new Error('a page of it is damaged');
      reader.offset += header.compressed_page_size;
    }
  }
  if (groupBytes > mostGroupBytes)
    throw new Error('a row group of it takes more than 2 GB; write smaller ones');
}

/** Node's own where there is one. None gives more than the page says. */
export async function decompressors(): Promise<Compressors> {
  const { decompressLz4, decompressLz4Raw, decompressSnappy } = await import('hyparquet-compressors');
  return {
    SNAPPY: decompressSnappy,
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
    ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
    LZ4: decompressLz4,
    LZ4_RAW: decompressLz4Raw,
  };
}
