import type { FileHandle } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { RawLine, ReadOptions } from '../lines.ts';
import { archiveBroken, problemLine, tooLong } from './byteProblems.ts';
import { asyncBuffer, decompressors, readFooter } from './parquetFile.ts';
import { parsers, rowText } from './parquetJson.ts';
import { assertReadable } from './parquetPages.ts';

/** Rows that become texts at once. */
const rowsAtOnce = 500;

export interface ParquetOptions extends Pick<ReadOptions, 'signal' | 'from'> {
  readonly maxLineBytes: number;
}

/** Rows of a table whose footer is read. */
export interface Table {
  readonly rows: number;
  /** Of one row group each, in file order, from a row (0-based) on. Rejects where the file is damaged. */
  groups(from: number): AsyncGenerator<readonly Row[]>;
  /** Those from one (0-based) to before another, of whose row groups only what is needed is read. */
  part(from: number, to: number): Promise<Row[]>;
}

type Row = Readonly<Record<string, unknown>>;

/** Rejects where it is no table that can be read, with words that go on after "because", or as the file system does. */
export async function openTable(file: FileHandle): Promise<Table> {
  const buffer = await asyncBuffer(file);
  const metadata = await readFooter(buffer);
  const starts = [0];
  for (const { num_rows } of metadata.row_groups) starts.push(starts[starts.length - 1] + Number(num_rows));
  const read = async (group: number, rowStart: number, rowEnd: number): Promise<Row[]> => {
    const [{ parquetReadObjects }, compressors] = [await import('hyparquet'), await decompressors()];
    await assertReadable(buffer, metadata, group, compressors);
    const how = { file: buffer, metadata, compressors, parsers, utf8: false };
    const isWhole = rowEnd - rowStart === starts[group + 1] - starts[group];
    return await parquetReadObjects({ ...how, rowStart, rowEnd, useOffsetIndex: !isWhole });
  };
  return {
    rows: starts[starts.length - 1],
    async *groups(from) {
      for (let group = 0; group + 1 < starts.length; group++) {
        const [first, end] = [Math.max(starts[group], from), starts[group + 1]];
        if (first < end) yield await read(group, first, end);
      }
    },
    async part(from, to) {
      const rows: Row[] = [];
      for (let group = 0; group + 1 < starts.length; group++) {
        const [first, end] = [Math.max(starts[group], from), Math.min(starts[group + 1], to)];
        if (first < end) rows.push(...(await read(group, first, end)));
      }
      return rows;
    },
  };
}

/** The rows of a Parquet file as records, in blocks: `line` counts them from 1, `byteOffset` from 0. One row group is in memory. */
export async function* parquetRecords(file: FileHandle, options: ParquetOptions): AsyncGenerator<RawLine[]> {
  const { signal, from, maxLineBytes } = options;
  let row = from?.byteOffset ?? 0;
  try {
    const table = await openTable(file);
    for await (const rows of table.groups(row)) {
      for (let i = 0; i < rows.length; i += rowsAtOnce) {
        signal?.throwIfAborted();
        yield rows.slice(i, i + rowsAtOnce).map((values) => asRecord(values, row++, maxLineBytes));
      }
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (signal?.aborted || isOfSystem(error)) throw error;
    yield [asProblem(error, row)];
  }
}

/** Rows before and after one that is asked for, which are asked for next as a rule; and the UTF-16 units that are kept of them. */
const [rowsAround, mostKept] = [32, 1 << 23];

let kept: { readonly file: string; readonly first: number; readonly texts: readonly string[] } | undefined;

/** The texts of rows, as `parquetRecords` gives them, joined by line feeds. Rejects where there are none. */
export async function parquetRows(file: FileHandle, first: number, count: number): Promise<string> {
  const { dev, ino, size, mtimeMs } = await file.stat();
  const own = [dev, ino, size, mtimeMs].join(' ');
  const isKept = kept?.file === own && first >= kept.first && first + count <= kept.first + kept.texts.length;
  if (kept && isKept) return kept.texts.slice(first - kept.first, first - kept.first + count).join('\n');
  const table = await openTable(file);
  if (first + count > table.rows) throw new Error(`the file has no row ${first + count}`);
  const from = Math.max(0, first - rowsAround);
  // The row group beside it may be damaged.
  const around = await table.part(from, first + count + rowsAround).catch(() => undefined);
  if (!around) return (await table.part(first, first + count)).map(rowText).join('\n');
  const texts = around.map(rowText);
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  kept = units <= mostKept ? { file: own, first: from, texts } : undefined;
  return texts.slice(first - from, first - from + count).join('\n');
}

function asRecord(values: Row, row: number, most: number): RawLine {
  const place = { line: row + 1, byteOffset: row, byteLength: 0, place: { line: row + 1, column: 1 } };
  let text: string | undefined;
  try {
    text = rowText(values);
  } catch {
    // Longer than any text can be.
  }
  const bytes = text === undefined ? most + 1 : text.length > most / 3 ? Buffer.byteLength(text) : 0;
  if (text === undefined || bytes > most) return { ...place, text: '', problem: tooLong(bytes, most) };
  return { ...place, text };
}

function asProblem(error: unknown, row: number): RawLine {
  const words = error instanceof Error ? error.message : String(error);
  const isOurs = /^(its?|a (page|row group)) /.test(words);
  const found = archiveBroken(
    'Parquet',
    isOurs ? words : l10n.t('it is damaged ({0})', words),
    l10n.t('{0} rows', row.toLocaleString('en')),
  );
  return problemLine(row + 1, row, found, { line: row + 1, column: 1 });
}

function isOfSystem(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code);
}
