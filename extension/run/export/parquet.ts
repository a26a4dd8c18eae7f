import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, ColumnKind, ColumnName } from '../../preference/exportColumns.ts';
import type { Sink } from './fileSink.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows of a group: enough to compress well, few enough to hold. */
const rowsOfGroup = 8192;

/** Parquet with snappy: lists as LIST, text as UTF8; objects, and lists of anything but numbers, as JSON text. Every column may be null. */
export async function writeParquet(
  sink: Sink,
  columns: readonly ColumnName[],
  blocks: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<void> {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(schemaOf),
  ];
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'Plackett' });
  const drain = async () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    await sink.write(bytes);
  };
  let held: (readonly Cell[])[] = [];
  const writeGroup = async () => {
    const columnData = columns.map(({ name, kind }, i) => ({
      name,
      data: held.map((cells) => stored(kind, cells[i])),
    }));
    held = [];
    await parquet.write({ columnData, rowGroupSize: rowsOfGroup });
    await drain();
  };
  for await (const block of blocks) {
    held.push(...block);
    if (held.length >= rowsOfGroup) await writeGroup();
  }
  if (held.length > 0) await writeGroup();
  await parquet.finish();
  await drain();
}

function schemaOf({ name, kind }: ColumnName): SchemaElement[] {
  const leaf = { name, repetition_type: 'OPTIONAL' } as const;
  switch (kind) {
    case 'integer':
      return [{ ...leaf, type: 'INT32' }];
    case 'number':
      return [{ ...leaf, type: 'DOUBLE' }];
    case 'boolean':
      return [{ ...leaf, type: 'BOOLEAN' }];
    case 'text':
    case 'value':
      return [{ ...leaf, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'integers':
    case 'numbers':
      return [
        { ...leaf, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { ...leaf, name: 'element', type: kind === 'integers' ? 'INT32' : 'DOUBLE' },
      ];
    default:
      return kind satisfies never;
  }
}

function stored(kind: ColumnKind, cell: Cell): unknown {
  if (kind !== 'value' && kind !== 'text') return cell;
  return cell === null || typeof cell === 'string' ? cell : JSON.stringify(cell);
}
