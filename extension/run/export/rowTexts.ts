import { containerOf } from '../../dataset/containers/containerOf.ts';
import { type RawLine, readLineAt } from '../../dataset/lines.ts';
import type { Reading } from '../../dataset/reading.ts';
import { readRecords, recordText } from '../../dataset/records.ts';
import type { Rows } from '../../preference/rows.ts';
import { type ExampleAt, exampleAt, exampleIn } from '../exampleAt.ts';

/** The texts of rows, in whatever order they are asked for. */
export interface RowTexts {
  /** As `readRecords` gave it. Rejects when it is not there any more. */
  text(row: number): Promise<string>;
  /** Never rejects. */
  example(row: number): Promise<ExampleAt>;
  close(): Promise<void>;
}

/**
 * What is packed, and a table, is read from its beginning for every place: so such a file is read once, alongside rows in
 * the order of the file. Any other is read at the places.
 */
export async function rowTexts(dataset: string, rows: Rows, reading: Reading | undefined): Promise<RowTexts> {
  const direct: RowTexts = {
    text: async (row) => recordText(await readLineAt(dataset, rows.byteOffset[row], rows.byteLength[row])),
    example: (row) => exampleAt(dataset, rows, row, reading),
    close: async () => {},
  };
  const container = await containerOf(dataset).catch(() => undefined);
  if (!container || (container.packing === undefined && container.kind !== 'parquet')) return direct;
  const records = cursor(readRecords(dataset, { reading }));
  const ahead = (row: number) =>
    records.at(rows.byteOffset[row], rows.byteLength[row]).catch(() => undefined);
  return {
    text: async (row) => (await ahead(row)) ?? direct.text(row),
    async example(row) {
      const text = await ahead(row);
      return text === undefined ? direct.example(row) : exampleIn(text, rows, row, reading);
    },
    close: records.close,
  };
}

function cursor(blocks: AsyncGenerator<RawLine[]>) {
  let block: readonly RawLine[] = [];
  let next = 0;
  return {
    /** Undefined for what was passed, or is not there. */
    async at(byteOffset: number, byteLength: number): Promise<string | undefined> {
      for (;;) {
        for (; next < block.length && block[next].byteOffset < byteOffset; next++);
        const found = block[next];
        if (found)
          return found.byteOffset === byteOffset && found.byteLength === byteLength ? found.text : undefined;
        const { value, done } = await blocks.next();
        if (done) return undefined;
        [block, next] = [value, 0];
      }
    },
    close: async () => void (await blocks.return(undefined).catch(() => {})),
  };
}
