import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import { lineHash } from '../../../extension/dataset/lineHash.ts';
import { readRecords } from '../../../extension/dataset/records.ts';
import { noRows, type Rows } from '../../../extension/preference/rows.ts';
import { exampleText } from '../../../extension/workbench/results/exampleText.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plackett-example-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prompts = ['q1', 'q2 😀', 'q3\n'];
const records = prompts.map((prompt) => ({ prompt, chosen: 'a', rejected: 'b' }));
const lines = records.map((record) => JSON.stringify(record)).join('\r\n');
const texts = (data: string[]) => ({ data, type: 'STRING' as const });

test.each<[string, string | Uint8Array]>([
  ['lines', lines],
  ['gzip', gzipSync(lines)],
  ['array', JSON.stringify(records, null, 2).replaceAll('\n', '\r\n')],
  ['objects', records.map((record) => JSON.stringify(record, null, 2)).join('\n')],
  ['gzip of an array', gzipSync(JSON.stringify({ train: records }))],
  [
    'parquet',
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'prompt', ...texts(prompts) },
          { name: 'chosen', ...texts(['a', 'a', 'a']) },
          { name: 'rejected', ...texts(['b', 'b', 'b']) },
        ],
      }),
    ),
  ],
])('%s: each row has its texts, and is not stale', async (name, content) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const raws = [];
  for await (const block of readRecords(file)) raws.push(...block);
  const rows: Rows = {
    ...noRows,
    line: Uint32Array.from(raws, ({ line }) => line),
    lines: Uint32Array.from(raws, ({ lines: own = 1 }) => own),
    byteOffset: Float64Array.from(raws, ({ byteOffset }) => byteOffset),
    byteLength: Uint32Array.from(raws, ({ byteLength }) => byteLength),
    hash: raws.map(({ text }) => lineHash(text)),
  };
  for (const [row, prompt] of prompts.entries())
    expect(await exampleText(file, rows, row, undefined)).toMatchObject({
      prompt: [{ content: prompt }],
      completions: [[{ content: 'a' }], [{ content: 'b' }]],
      stale: false,
    });
});
