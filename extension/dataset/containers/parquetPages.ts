import type { AsyncBuffer, Compressors, FileMetaData, PageHeader } from 'hyparquet';

/** What a page or a row group takes at most, in bytes; larger ones are damaged, or no dataset of texts. */
const [mostPageBytes, mostGroupBytes] = [2 ** 29, 2 ** 31];
/** Values in a page, of which each takes memory before it is known whether it is there. */
const mostPageValues = 2 ** 24;

interface Levels {
  readonly repetition: number;
  readonly definition: number;
}

/**
 * Rejects where a row group says of itself what cannot be, before memory and time are taken for it: the library takes every page at
 * its word, and one wrong byte in a run's length stands for a billion values. Words go on after "because".
 */
export async function assertReadable(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: number,
  compressors: Compressors,
): Promise<void> {
  const [{ parquetHeader }, schema] = [
    await import('hyparquet/src/column.js'),
    await import('hyparquet/src/schema.js'),
  ];
  let groupBytes = 0;
  for (const { meta_data: column, crypto_metadata: secret } of metadata.row_groups[group].columns) {
    if (secret || !column) throw new Error('it is encrypted');
    const path = schema.getSchemaPath(metadata.schema, column.path_in_schema);
    const levels = {
      repetition: schema.getMaxRepetitionLevel(path),
      definition: schema.getMaxDefinitionLevel(path),
    };
    const offsets = [column.dictionary_page_offset, column.data_page_offset].filter(Boolean).map(Number);
    const first = Math.min(...offsets);
    const bytes = new Uint8Array(await file.slice(first, first + Number(column.total_compressed_size)));
    const reader = { view: new DataView(bytes.buffer), offset: 0 };
    while (reader.offset < bytes.length - 1) {
      const header = parquetHeader(reader);
      groupBytes += header.uncompressed_page_size;
      if (!isPlausible(header)) throw damaged();
      if (groupBytes > mostGroupBytes)
        throw new Error('a row group of it takes more than 2 GB; write smaller ones');
      const packed = bytes.subarray(reader.offset, reader.offset + header.compressed_page_size);
      reader.offset += header.compressed_page_size;
      assertPage(
        header,
        packed,
        levels,
        column.codec === 'UNCOMPRESSED' ? undefined : compressors[column.codec],
      );
    }
  }
}

function isPlausible(header: PageHeader): boolean {
  const { type } = header;
  const page =
    type === 'DATA_PAGE'
      ? header.data_page_header
      : type === 'DATA_PAGE_V2'
        ? header.data_page_header_v2
        : header.dictionary_page_header;
  const size = header.uncompressed_page_size;
  if (!(size >= 0 && size <= mostPageBytes && header.compressed_page_size >= 0)) return false;
  const { num_values: count = 0, num_nulls: missing = 0 } = header.data_page_header_v2 ?? {};
  if (!(missing >= 0 && missing <= count)) return false;
  if (page === undefined) return type === 'INDEX_PAGE';
  return page.num_values >= 0 && page.num_values <= mostPageValues;
}

/** The runs of a page: its levels, and the indices into a dictionary. */
function assertPage(
  header: PageHeader,
  packed: Uint8Array,
  { repetition, definition }: Levels,
  unpack: Compressors[keyof Compressors],
): void {
  const { uncompressed_page_size: size } = header;
  const first = header.type === 'DATA_PAGE' ? header.data_page_header : undefined;
  const second = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
  const page = first ?? second;
  if (!page) return;
  const { num_values: count, encoding } = page;
  // What is missing in a damaged header the types do not know of.
  if (typeof encoding !== 'string') throw damaged();
  const isIndexed = encoding.endsWith('_DICTIONARY');
  const hasRuns = isIndexed || encoding === 'RLE';
  if (second) {
    const { repetition_levels_byte_length: ofFirst, definition_levels_byte_length: ofSecond } = second;
    const at = ofFirst + ofSecond;
    if (!(ofFirst >= 0 && ofSecond >= 0 && at <= packed.length)) throw damaged();
    if (repetition) assertRuns(packed.subarray(0, ofFirst), widthOf(repetition), count);
    if (definition) assertRuns(packed.subarray(ofFirst, at), widthOf(definition), count);
    const values = count - second.num_nulls;
    if (!hasRuns || values <= 0) return;
    const body = packed.subarray(at);
    const isPacked = unpack && second.is_compressed !== false && size > at;
    assertValues(isPacked ? unpack(body, size - at) : body, isIndexed, values);
    return;
  }
  if (!hasRuns && repetition + definition === 0) return;
  let bytes = unpack ? unpack(packed, size) : packed;
  for (const level of [repetition, definition]) {
    if (level === 0) continue;
    const length = sized(bytes);
    assertRuns(bytes.subarray(4, 4 + length), widthOf(level), count);
    bytes = bytes.subarray(4 + length);
  }
  // Those that are missing have none: at most so many. A width of no bits takes no runs.
  if (hasRuns && bytes.length > 0 && !(isIndexed && bytes[0] === 0)) assertValues(bytes, isIndexed, count);
}

/** Indices after the byte with their width, or truth values after their length. */
function assertValues(bytes: Uint8Array, isIndexed: boolean, most: number): void {
  if (isIndexed) {
    if (bytes[0] > 32) throw damaged();
    assertRuns(bytes.subarray(1), bytes[0], most, true);
  } else assertRuns(bytes.subarray(4, 4 + sized(bytes)), 1, most, true);
}

function sized(bytes: Uint8Array): number {
  if (bytes.length < 4) throw damaged();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - 4) throw damaged();
  return length;
}

/** Runs of so many values of so many bits, or of fewer where some are missing. */
function assertRuns(bytes: Uint8Array, width: number, count: number, mayEnd = false): void {
  let at = 0;
  for (let seen = 0; seen < count; ) {
    if (at >= bytes.length && mayEnd) return;
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw damaged();
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const half = Math.floor(header / 2);
    const isPacked = header % 2 === 1;
    at += isPacked ? half * width : Math.ceil(width / 8);
    seen += isPacked ? half * 8 : half;
    // Packed ones come in eights, and writers leave out the bytes of those that are not there.
    if (seen > count + (isPacked ? 7 : 0)) throw damaged();
    if (at > bytes.length && !isPacked) throw damaged();
  }
}

const widthOf = (level: number) => 32 - Math.clz32(level);
const damaged = () => new Error('a page of it is damaged');
