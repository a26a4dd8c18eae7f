import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RawLine, type ReadOptions, readLineAt, readLines } from '../../../extension/dataset/lines.ts';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-lines-'));
  file = path.join(folder, 'rankings.jsonl');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function linesOf(content: string | Uint8Array, options?: ReadOptions): Promise<RawLine[]> {
  await writeFile(file, content);
  return all(options);
}

async function all(options?: ReadOptions): Promise<RawLine[]> {
  const lines: RawLine[] = [];
  for await (const block of readLines(file, options)) lines.push(...block);
  return lines;
}

describe('lines', () => {
  test('end at a line feed and nowhere else', async () => {
    const lines = await linesOf('a\r\nb\u2028c\rd\n\n  \t\n\r\né\u0085\n');
    expect(lines).toEqual([
      { line: 1, byteOffset: 0, byteLength: 1, text: 'a' },
      { line: 2, byteOffset: 3, byteLength: 7, text: 'b\u2028c\rd' },
      { line: 6, byteOffset: 18, byteLength: 4, text: 'é\u0085' },
    ]);
  });

  test('the last one needs no line end', async () => {
    expect((await linesOf('a\nb')).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(await linesOf('')).toEqual([]);
    expect(await linesOf('\n\n')).toEqual([]);
  });

  test('a byte order mark stays, for the check to see', async () => {
    expect((await linesOf('\ufeffa\nb'))[0]).toEqual({
      line: 1,
      byteOffset: 0,
      byteLength: 4,
      text: '\ufeffa',
    });
  });

  test('bytes that are not UTF-8 have their offset in the file and their place in the text', async () => {
    const bytes = Buffer.concat([Buffer.from('"é"\n"é€😀'), Buffer.from([0xe2, 0x82]), Buffer.from('"\n')]);
    const [first, second] = await linesOf(bytes);
    expect(first.problem).toBeUndefined();
    expect(second.problem).toEqual({
      code: 'invalid-utf8',
      at: { start: 5, end: 6 },
      data: { found: '0xE2', offset: 15 },
    });
    expect(second.text.slice(0, 6)).toBe('"é€😀\ufffd');
  });

  test('a line that is too long is a problem, and the next one is read', async () => {
    const lines = await linesOf(`first\n${'x'.repeat(100)}\nlast`, { maxLineBytes: 10, chunkBytes: 16 });
    expect(
      lines.map(({ line, byteOffset, byteLength, text, problem }) => [
        line,
        byteOffset,
        byteLength,
        text,
        problem?.code,
      ]),
    ).toEqual([
      [1, 0, 5, 'first', undefined],
      [2, 6, 100, '', 'line-too-long'],
      [3, 107, 4, 'last', undefined],
    ]);
  });

  // A sparse file: 2.1 GiB on no disk, past what one Buffer, one string or a signed 32-bit offset holds.
  test.skipIf(process.platform === 'win32')(
    'a file beyond 2 GiB with one hostile line',
    async () => {
      const handle = await open(file, 'w');
      const size = Math.round(2.1 * 2 ** 30);
      await handle.write('first\n', 0);
      await handle.write('\n{"last": 1}\n', size);
      await handle.close();
      const [first, hostile, last] = await all();
      expect(first.text).toBe('first');
      expect(hostile).toMatchObject({
        line: 2,
        byteOffset: 6,
        byteLength: size - 6,
        problem: { code: 'line-too-long' },
      });
      expect(last).toEqual({ line: 3, byteOffset: size + 1, byteLength: 11, text: '{"last": 1}' });
      expect(await readLineAt(file, last.byteOffset, last.byteLength)).toBe('{"last": 1}');
    },
    60_000,
  );

  test('the same whatever the size of a chunk, and each is found again by its place', async () => {
    const unit = fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '😀', '\u2028', '\ufeff', ' ', '{"a": "b"}\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(unit, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (units, chunkBytes) => {
          const content = units.join('');
          const whole = await linesOf(content);
          expect(await all({ chunkBytes })).toEqual(whole);
          const naive = content.split('\n').map((text) => text.replace(/\r$/, ''));
          expect(whole.map(({ text }) => text)).toEqual(naive.filter((text) => text.trim() !== ''));
          for (const { line, text, byteOffset, byteLength } of whole) {
            expect(text).toBe(naive[line - 1]);
            expect(await readLineAt(file, byteOffset, byteLength)).toBe(text);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['ff fe', Buffer.from('\ufeff{"a": 1}\n{"b": 2}\n', 'utf16le')],
    ['fe ff', Buffer.from('\ufeff{"a": 1}\n{"b": 2}\n', 'utf16le').swap16()],
    ['no mark', Buffer.from('{"a": 1}\n{"b": 2}\n', 'utf16le')],
  ])('UTF-16 is told once, and its halves are no lines: %s', async (_, bytes) => {
    const lines = await linesOf(bytes);
    expect(lines).toMatchObject([
      { line: 1, text: '', problem: { code: 'invalid-utf8', data: { utf16: 1 } } },
    ]);
    expect(lines).toHaveLength(1);
  });

  test('from one that is known on, the same come', async () => {
    const lines = await linesOf(Buffer.from('a\r\n\n\u00e9x\n{"b": 1}\n  \nlast'));
    for (const [i, { line, byteOffset }] of lines.entries())
      for (const chunkBytes of [1, 5, 1024])
        expect(await all({ from: { line, byteOffset }, chunkBytes })).toEqual(lines.slice(i));
  });

  test('a cancelled reading ends with the reason', async () => {
    await writeFile(file, 'a\nb\n'.repeat(10));
    const cancel = new AbortController();
    const reading = (async () => {
      for await (const _ of readLines(file, { signal: cancel.signal, chunkBytes: 4 }))
        cancel.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  test('a file that is gone or has become shorter', async () => {
    await writeFile(file, 'short');
    await expect(readLineAt(file, 3, 10)).rejects.toThrow('ends before byte 13');
    await expect(readLineAt(path.join(folder, 'none'), 0, 1)).rejects.toThrow('ENOENT');
    await expect((async () => readLines(path.join(folder, 'none')).next())()).rejects.toThrow('ENOENT');
  });
});
