import { type FileHandle, open } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { containerOf } from '../../dataset/containers/containerOf.ts';
import { recordLine } from '../../dataset/containers/recordLine.ts';
import { lineHash, partOf } from '../../dataset/lineHash.ts';
import type { Reading } from '../../dataset/reading.ts';
import { recordText } from '../../dataset/records.ts';
import type { Rows } from '../../preference/rows.ts';
import { UserError } from '../../userError.ts';
import { unreadable } from '../fileErrors.ts';
import type { Sink } from './fileSink.ts';
import { rowTexts } from './rowTexts.ts';

/**
 * The rows' records in the dataset's own format, byte for byte, each ended by a line feed; of a record with several
 * rankings one copy. Of files whose records are no lines (packed, arrays, tables): each as a line, as `convert` writes it.
 * How many. UserError when a record is not what was scored any more.
 */
export async function copyRecords(
  dataset: string,
  rows: Rows,
  sink: Sink,
  options: CopyOptions = {},
): Promise<number> {
  const container = await containerOf(dataset).catch((error) => {
    throw unreadable(dataset, error);
  });
  const isLines = container.kind === 'lines' && container.packing === undefined;
  return isLines ? copyBytes(dataset, rows, sink, options) : writeLines(dataset, rows, sink, options);
}

interface CopyOptions {
  readonly reading?: Reading;
  readonly signal?: AbortSignal;
  readonly told?: (done: number) => void;
}

async function copyBytes(dataset: string, rows: Rows, sink: Sink, options: CopyOptions): Promise<number> {
  const file = await open(dataset).catch((error) => {
    throw unreadable(dataset, error);
  });
  try {
    let copied = 0;
    for (const row of rowsOfRecords(rows, options)) {
      const bytes = await bytesAt(file, rows.byteOffset[row], rows.byteLength[row]);
      assertSame(dataset, rows, row, bytes && recordText(bytes.toString('utf8')));
      // A byte order mark belongs to the file, not to a record.
      await sink.write(bytes!.subarray(0, 3).equals(mark) ? bytes!.subarray(3) : bytes!);
      await sink.write('\n');
      copied++;
    }
    return copied;
  } finally {
    await file.close();
  }
}

async function writeLines(dataset: string, rows: Rows, sink: Sink, options: CopyOptions): Promise<number> {
  const texts = await rowTexts(dataset, rows, options.reading);
  try {
    let written = 0;
    for (const row of rowsOfRecords(rows, options)) {
      const text = await texts.text(row).catch(() => undefined);
      assertSame(dataset, rows, row, text);
      // The lines of a group are records of their own. What is no object is no line of JSON.
      const lines = text!
        .split('\n')
        .flatMap((own) => recordLine({ text: own, place: { line: 1, column: 1 } }) ?? []);
      for (const line of lines) await sink.write(`${line}\n`);
      if (lines.length > 0) written++;
    }
    return written;
  } finally {
    await texts.close();
  }
}

/** The first row of each record, in their order. Throws the signal's reason. */
function* rowsOfRecords(rows: Rows, { signal, told }: CopyOptions): Generator<number> {
  const seen = new Set<number>();
  for (let row = 0; row < rows.line.length; row++) {
    signal?.throwIfAborted();
    if (row % 256 === 255) told?.(row);
    if (!seen.has(rows.byteOffset[row])) yield row;
    seen.add(rows.byteOffset[row]);
  }
}

/** UserError when the record is another, or gone. */
function assertSame(dataset: string, rows: Rows, row: number, text: string | undefined): void {
  const { recordHash } = partOf(rows.hash[row]);
  // Of a line that is too long the text was never read.
  const isKnown = recordHash !== lineHash('');
  if (text !== undefined && (!isKnown || lineHash(text) === recordHash)) return;
  throw new UserError(
    l10n.t(
      'Line {0} of {1} is not what was scored any more. Evaluate the file again, then export.',
      rows.line[row],
      dataset,
    ),
    'data',
  );
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Undefined where the file ends before. */
async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}
