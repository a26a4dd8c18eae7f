import { type Container, container } from './container.ts';
import { openSource } from './openSource.ts';
import { openTable } from './parquet.ts';
import { textLayout } from './textKind.ts';

/** What a file's records come in, told from its first bytes, and of a table from its last ones. Rejects as the file system does; a pipe cannot be read again. */
export async function containerOf(path: string): Promise<Container> {
  const source = await openSource(path, { chunkBytes: 2 ** 16 });
  try {
    if (source.container.kind !== 'parquet') return source.container;
    const table = await openTable(source.file).catch(() => undefined);
    return table ? container('parquet', { records: table.rows }) : source.container;
  } finally {
    await source.close();
  }
}

/** Of a text whose first lines are given; `isWhole` where there are no more. */
export function containerOfText(firstLines: readonly string[], isWhole = false): Container {
  return container(textLayout(firstLines.join('\n'), isWhole).kind);
}
