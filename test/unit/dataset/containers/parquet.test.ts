import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { containerOf } from '../../../../extension/dataset/containers/containerOf.ts';
import { parsers, rowText } from '../../../../extension/dataset/containers/parquetJson.ts';
import { readingOf } from '../../../../extension/dataset/fileReading.ts';
import { readLineAt } from '../../../../extension/dataset/lines.ts';
import { readRecords } from '../../../../extension/dataset/records.ts';
import { allOf, checkOf, fileOf, removeFiles } from './files.ts';

removeFiles();

const count = 250;
const numbers = Array.from({ length: count }, (_, n) => n);
const codec = 'SNAPPY';
const columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData'] = [
  { name: 'prompt', data: numbers.map((n) => `q${n} 😀`), type: 'STRING' },
  { name: 'chosen', data: numbers.map((n) => [{ role: 'assistant', content: `a${n}\n` }]), type: 'JSON' },
  { name: 'rejected', data: numbers.map((n) => [{ role: 'assistant', content: `b${n}` }]), type: 'JSON' },
  { name: 'score_chosen', data: numbers.map((n) => n + 0.5), type: 'DOUBLE' },
  { name: 'id', data: numbers.map((n) => (n === 3 ? 2n ** 60n : BigInt(n))), type: 'INT64' },
  { name: 'note', data: numbers.map((n) => (n % 2 ? 'odd' : null)), type: 'STRING', nullable: true },
  { name: 'made', data: numbers.map((n) => new Date(n * 1000)), type: 'TIMESTAMP' },
  { name: 'image', data: numbers.map(() => Uint8Array.of(0xff, 0xd8, 0)), type: 'BYTE_ARRAY' },
];
const bytes = Buffer.from(parquetWriteBuffer({ columnData, codec, rowGroupSize: [100] }));
const file = fileOf(bytes);

describe('rows of a table', () => {
  test('are records, as JSON', async () => {
    const all = await allOf(file);
    expect(all.map(({ line, byteOffset, byteLength }) => [line, byteOffset, byteLength])).toEqual(
      numbers.map((n) => [n + 1, n, 0]),
    );
    const rows = all.map(({ text }) => JSON.parse(text));
    expect(rows[2]).toEqual({
      prompt: 'q2 😀',
      chosen: [{ role: 'assistant', content: 'a2\n' }],
      rejected: [{ role: 'assistant', content: 'b2' }],
      score_chosen: 2.5,
      id: 2,
      note: null,
      made: '1970-01-01T00:00:02Z',
      image: { bytes: 3 },
    });
    expect(rows[3]).toMatchObject({ id: String(2n ** 60n), note: 'odd' });
    expect(rows.map(({ prompt }) => prompt)).toEqual(numbers.map((n) => `q${n} 😀`));
  });

  test('are told of in words, and counted', async () => {
    expect(await containerOf(file)).toEqual({ kind: 'parquet', title: 'Parquet', records: count });
  });

  test('are found again, and read on from', async () => {
    const all = await allOf(file);
    for (const row of [0, 99, 100, 249]) {
      expect(await readLineAt(file, row, 0)).toBe(all[row].text);
      expect(await allOf(file, { from: all[row] })).toEqual(all.slice(row));
    }
    await expect(readLineAt(file, 250, 0)).rejects.toThrow('no row 251');
  });

  test('several that belong to one prompt are a group, and found again', async () => {
    const names = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'];
    const of = (n: number) => [0, 1, 2, 3, 4, 5].map((i) => (i === n ? 1 : 2));
    const grouped = fileOf(
      Buffer.from(
        parquetWriteBuffer({
          columnData: [
            { name: 'prompt', data: ['p', 'p', 'q', 'q', 'q', 'r'], type: 'STRING' },
            { name: 'response', data: ['a', 'b', 'c', 'd', 'e', 'f'], type: 'STRING' },
            ...names.map((name, n) => ({ name, data: of(n), type: 'INT32' as const })),
          ],
          rowGroupSize: 3,
        }),
      ),
    );
    const groups = [];
    for await (const block of readRecords(grouped)) groups.push(...block);
    expect(groups.map(({ lines }) => lines)).toEqual([2, 3, undefined]);
    for (const { text, byteOffset, byteLength } of groups)
      expect(await readLineAt(grouped, byteOffset, byteLength)).toBe(text);
  });

  test('are checked', async () => {
    const { totals } = await checkOf(file);
    expect(totals).toMatchObject({ records: count, examples: count, isPreferenceDataset: true });
    expect((await readingOf(file)).format?.name).toBe('pair');
  });

  test('a row that is too long is passed over', async () => {
    const data = ['a', 'x'.repeat(1000), 'b'];
    const long = fileOf(
      Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'prompt', data, type: 'STRING' }] })),
    );
    const all = await allOf(long, { maxLineBytes: 100 });
    expect(all.map(({ problem }) => problem?.code)).toEqual([undefined, 'line-too-long', undefined]);
  });

  test.each(['UNCOMPRESSED', 'SNAPPY'] as const)('packed as %s', async (how) => {
    const own = fileOf(Buffer.from(parquetWriteBuffer({ columnData, codec: how })));
    expect(await allOf(own)).toEqual(await allOf(file));
  });
});

describe('files that are none', () => {
  const problemOf = async (content: Buffer) =>
    (await allOf(fileOf(content, 'broken.parquet'))).at(-1)?.problem;

  test.each([
    ['cut off', bytes.subarray(0, bytes.length / 2), 'it is cut off'],
    ['a few bytes', bytes.subarray(0, 9), 'it is cut off'],
    [
      'encrypted',
      Buffer.concat([Buffer.from('PARE'), bytes.subarray(4, -4), Buffer.from('PARE')]),
      'it is encrypted',
    ],
    [
      'an index that is too long',
      Buffer.concat([bytes.subarray(0, -8), Buffer.from([255, 255, 255, 127]), bytes.subarray(-4)]),
      'its index is damaged',
    ],
  ])('%s', async (_, content, words) => {
    const found = await problemOf(Buffer.from(content));
    expect(found).toMatchObject({ code: 'archive-broken', data: { kind: 'Parquet' } });
    expect(String(found?.data?.what)).toContain(words);
  });

  test('the rows before what is damaged are used', async () => {
    const wrong = Buffer.from(bytes);
    // In the middle of the file is the second row group.
    wrong.fill(0xff, Math.floor(bytes.length * 0.45), Math.floor(bytes.length * 0.5));
    const all = await allOf(fileOf(wrong));
    expect(all.slice(0, 100)).toEqual((await allOf(file)).slice(0, 100));
    expect(all.at(-1)?.problem?.code).toBe('archive-broken');
    const { totals } = await checkOf(fileOf(wrong));
    expect(totals.examples).toBe(100);
  });

  test('whatever byte is wrong, nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const wrong = Buffer.from(bytes);
          wrong[at] ^= flip;
          await allOf(fileOf(wrong, 'wrong.parquet'));
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  test('wherever it is cut, nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: bytes.length - 1 }), async (length) => {
        const all = await allOf(fileOf(bytes.subarray(0, length), 'cut.parquet'));
        expect(all).toMatchObject([{ problem: { code: 'archive-broken' } }]);
      }),
      { numRuns: 40 },
    );
  });

  test('a packed one is no text', async () => {
    const all = await allOf(fileOf(gzipSync(bytes)));
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ text }) => typeof text === 'string')).toBe(true);
  });
});

test('times to the last digit, and what no time is', () => {
  const { timestampFromMilliseconds, timestampFromMicroseconds, timestampFromNanoseconds, dateFromDays } =
    parsers;
  expect(timestampFromMilliseconds?.(-1n)).toBe('1969-12-31T23:59:59.999Z');
  expect(timestampFromMicroseconds?.(1_700_000_000_000_001n)).toBe('2023-11-14T22:13:20.000001Z');
  expect(timestampFromNanoseconds?.(1_700_000_000_120_000_000n)).toBe('2023-11-14T22:13:20.12Z');
  expect(timestampFromMilliseconds?.(2n ** 62n)).toBe(String(2n ** 62n));
  expect(dateFromDays?.(19_675)).toBe('2023-11-14');
});

test('values that JSON does not have', () => {
  expect(
    rowText({
      a: undefined,
      b: Number.NaN,
      c: -(2n ** 53n),
      d: Uint8Array.from(Buffer.from('text')),
      e: [1n, new Float32Array([0.5])],
    }),
  ).toBe('{"a":null,"b":null,"c":"-9007199254740992","d":"text","e":[1,[0.5]]}');
});
