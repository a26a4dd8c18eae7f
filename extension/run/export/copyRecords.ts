import { type FileHandle, open } from 'node:fs/promises';
import { lineHash, partOf } from '../../dataset/lineHash.ts';
import { recordText } from '../../dataset/records.ts';
import type { Rows } from '../../preference/rows.ts';
import { UserError } from '../../userError.ts';
import { unreadable } from '../fileErrors.ts';
import type { Sink } from './fileSink.ts';

/** Files whose records are lines; in the others a record's bytes are no file of their own. */
const packed = /\.(parquet|json|gz|zst)$/i;

/** UserError where the records cannot be copied as they are. */
export function assertCopies(dataset: string): void {
  if (!packed.test(dataset)) return;
  throw new UserError(
    `The records of ${dataset} are no lines that could be copied. Export prompt and responses as JSONL instead.`,
    'usage',
  );
}

/**
 * The rows' records in the dataset's own format, byte for byte, each ended by a line feed; of a record with several
 * rankings one copy. UserError when a record is not what was scored any more.
 */
export async function copyRecords(
  dataset: string,
  rows: Rows,
  sink: Sink,
  { signal, told }: { signal?: AbortSignal; told?: (done: number) => void } = {},
): Promise<number> {
  assertCopies(dataset);
  const file = await open(dataset).catch((error) => {
    throw unreadable(dataset, error);
  });
  try {
    const copied = new Set<number>();
    for (let row = 0; row < rows.line.length; row++) {
      signal?.throwIfAborted();
      if (row % 256 === 255) told?.(row);
      if (copied.has(rows.byteOffset[row])) continue;
      copied.add(rows.byteOffset[row]);
      const bytes = await bytesAt(file, rows.byteOffset[row], rows.byteLength[row]);
      const { recordHash } = partOf(rows.hash[row]);
      // Of a line that is too long the text was never read.
      const isKnown = recordHash !== lineHash('');
      if (!bytes || (isKnown && lineHash(recordText(bytes.toString('utf8'))) !== recordHash))
        throw new UserError(
          `Line ${rows.line[row]} of ${dataset} is not what was scored any more. Evaluate the file again, then export.`,
          'data',
        );
      // A byte order mark belongs to the file, not to a record.
      await sink.write(bytes.subarray(0, 3).equals(mark) ? bytes.subarray(3) : bytes);
      await sink.write('\n');
    }
    return copied.size;
  } finally {
    await file.close();
  }
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
