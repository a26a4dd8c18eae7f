import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerOf } from '../../../../extension/dataset/containers/containerOf.ts';
import { offsetAt, physicalRange } from '../../../../extension/dataset/containers/physical.ts';
import { recordAtLine } from '../../../../extension/dataset/containers/recordAtLine.ts';
import { recordOver } from '../../../../extension/dataset/containers/recordOver.ts';
import { readingOf } from '../../../../extension/dataset/fileReading.ts';
import { lineHash } from '../../../../extension/dataset/lineHash.ts';
import { readLineAt } from '../../../../extension/dataset/lines.ts';
import { readRecords } from '../../../../extension/dataset/records.ts';
import { allOf, checkOf, fileOf, removeFiles, zstdFrame } from './files.ts';

removeFiles();

const record = (n: number) => ({ prompt: `q${n} 😀`, responses: ['a\n', 'b'], ranking: [0, 1], id: n });
const records = Array.from({ length: 25 }, (_, n) => record(n));
const jsonl = records.map((one) => `${JSON.stringify(one)}\n`).join('');
const pretty = records.map((one) => JSON.stringify(one, null, 2)).join('\n');
const array = JSON.stringify(records, null, 4);
const ways: Record<string, { readonly content: string | Uint8Array; readonly title: string }> = {
  lines: { content: jsonl, title: 'JSON lines' },
  objects: { content: pretty, title: 'JSON objects one after the other' },
  'objects with CRLF': {
    content: pretty.replaceAll('\n', '\r\n'),
    title: 'JSON objects one after the other',
  },
  'objects on one line': { content: jsonl.replaceAll('\n', ''), title: 'JSON objects one after the other' },
  array: { content: array, title: 'JSON array' },
  'array on one line': { content: JSON.stringify(records), title: 'JSON array' },
  'array with a mark': { content: `\ufeff${array}`, title: 'JSON array' },
  'array in an object': {
    content: JSON.stringify({ version: 1, data: records }, null, 1),
    title: 'JSON array in an object',
  },
  gzip: { content: gzipSync(jsonl), title: 'JSON lines, gzip' },
  'gzip in members': {
    content: Buffer.concat([gzipSync(jsonl.slice(0, 400)), gzipSync(jsonl.slice(400))]),
    title: 'JSON lines, gzip',
  },
  'gzip of an array': { content: gzipSync(array), title: 'JSON array, gzip' },
  zstd: { content: zstdFrame(Buffer.from(jsonl), { checksum: true }), title: 'JSON lines, Zstandard' },
  'zstd in frames': {
    content: Buffer.concat([
      Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]),
      zstdFrame(Buffer.from(jsonl.slice(0, 400))),
      zstdFrame(Buffer.from(jsonl.slice(400))),
    ]),
    title: 'JSON lines, Zstandard',
  },
};

describe.each(Object.entries(ways))('%s', (_, { content, title }) => {
  const file = fileOf(content);

  test('is told in words', async () => {
    expect((await containerOf(file)).title).toBe(title);
  });

  test('gives the same records, whatever the size of a chunk', async () => {
    const whole = await allOf(file);
    expect(whole.map(({ line }) => line)).toEqual(records.map((_, i) => i + 1));
    expect(whole.map(({ text }) => JSON.parse(text.replace('\ufeff', '')))).toEqual(records);
    for (const { text } of whole) expect(text).not.toContain('\n');
    for (const chunkBytes of [1, 50, 1000]) expect(await allOf(file, { chunkBytes })).toEqual(whole);
  });

  test('gives one again by its place, and goes on from there', async () => {
    const whole = await allOf(file);
    for (const [i, raw] of whole.entries()) {
      if (i % 6 > 0) continue;
      const again = await readLineAt(file, raw.byteOffset, raw.byteLength);
      expect(again).toBe(raw.text.replace('\ufeff', ''));
      expect(lineHash(again)).toBe(lineHash(raw.text));
      expect(
        (await allOf(file, { from: raw })).map((r) => ({ ...r, text: r.text.replace('\ufeff', '') })),
      ).toEqual(whole.slice(i).map((r) => ({ ...r, text: r.text.replace('\ufeff', '') })));
    }
  });

  test('is checked, and read as what it is', async () => {
    const { problems, totals } = await checkOf(file);
    expect(totals).toMatchObject({ records: 25, examples: 25, isPreferenceDataset: true });
    expect(problems.filter(({ code }) => code !== 'byte-order-mark')).toEqual([]);
    expect((await readingOf(file)).format?.name).toBe('native');
  });
});

describe('problems stand where the text has them', () => {
  test('in a record of many lines', async () => {
    const bad = { ...record(1), responses: ['a', ''] };
    const text = `${JSON.stringify(record(0), null, 2)}\r\n${JSON.stringify(bad, null, 2).replaceAll('\n', '\r\n')}\r\n`;
    const { problems } = await checkOf(fileOf(text));
    const lines = text.split('\n');
    const line = lines.findIndex((own) => own.includes('""')) + 1;
    const column = lines[line - 1].indexOf('""') + 1;
    expect(problems).toMatchObject([
      { code: 'response-empty', line, column, endLine: line, endColumn: column + 2 },
    ]);
  });

  test('in a list on one line', async () => {
    const text = JSON.stringify([record(0), { ...record(1), prompt: '' }]);
    const { problems } = await checkOf(fileOf(text));
    expect(problems).toMatchObject([{ code: 'prompt-empty', line: 1, column: text.indexOf('""') + 1 }]);
  });

  test('a broken record costs no other, and says where', async () => {
    const broken = JSON.stringify(record(1), null, 2).replace('"responses"', 'responses');
    const open = JSON.stringify(record(2), null, 2).slice(0, -3);
    const text = [record(0), broken, open, record(3)]
      .map((own) => (typeof own === 'string' ? own : JSON.stringify(own, null, 2)))
      .join('\n');
    const { problems, totals } = await checkOf(fileOf(text));
    expect(totals).toMatchObject({ records: 4, examples: 2 });
    const lines = text.split('\n');
    expect(problems).toMatchObject([
      { code: 'json-syntax', line: lines.findIndex((line) => line.includes(' responses')) + 1, column: 3 },
      { code: 'json-syntax', line: lines.lastIndexOf('{') },
    ]);
  });

  test('a list that is not closed', async () => {
    const { problems, totals } = await checkOf(fileOf(`${array.slice(0, -2)},`));
    expect(totals.examples).toBe(25);
    expect(problems).toMatchObject([{ code: 'json-syntax', line: array.split('\n').length - 1 }]);
    expect(problems[0].message).toContain('before its list of records is closed');
  });

  test('others are named by their number', async () => {
    const { problems } = await checkOf(fileOf(JSON.stringify([record(0), record(1), record(0)], null, 2)));
    expect(problems).toMatchObject([{ code: 'duplicate-record', other: 1 }]);
    expect(problems[0].message).toContain('on record 1');
  });

  test('a table as columns is told of once', async () => {
    const { problems } = await checkOf(fileOf('{"prompt": ["a", "b"], "chosen": ["c", "d"]}'));
    expect(problems).toMatchObject([{ code: 'columns-not-records', line: 1, column: 1 }]);
  });

  test('bytes that are not UTF-8', async () => {
    const [before, after] = [Buffer.from('[\n {"prompt": "é'), Buffer.from('",\n"responses": []}]')];
    const { problems } = await checkOf(fileOf(Buffer.concat([before, Buffer.from([0xff]), after])));
    expect(problems).toMatchObject([{ code: 'invalid-utf8', line: 2, column: 15 }]);
    expect(problems[0].message).toContain(`offset ${before.length} `);
  });
});

test('the record on a line of the text', async () => {
  const file = fileOf(JSON.stringify([record(0), record(1)], null, 2));
  const each = JSON.stringify(record(0), null, 2).split('\n').length;
  expect(await recordAtLine(file, 1)).toBeUndefined();
  expect(await recordAtLine(file, 2)).toBe(1);
  expect(await recordAtLine(file, each + 1)).toBe(1);
  expect(await recordAtLine(file, each + 2)).toBe(2);
  expect(await recordAtLine(fileOf(jsonl), 7)).toBe(7);
});

test('the record over a line of the text, whose every place is that of an offset', async () => {
  const each = JSON.stringify(record(0), null, 2).split('\n').length;
  const spread = JSON.stringify([record(0), record(1)], null, 2);
  for (const content of [spread, spread.replaceAll('\n', '\r\n')]) {
    const file = fileOf(content);
    const lines = content.split(/\r?\n/);
    expect(await recordOver(file, 1)).toBeUndefined();
    expect(await recordOver(file, lines.length)).toBeUndefined();
    for (const [n, first] of [2, 2 + each].entries())
      for (let line = first; line < first + each; line++) {
        const { raw, ...range } = (await recordOver(file, line))!;
        expect(range).toEqual({ line: first, endLine: first + each - 1 });
        expect(JSON.parse(raw.text)).toEqual(record(n));
        for (
          let column = line === first ? raw.place!.column : 1;
          column <= lines[line - 1].length;
          column++
        ) {
          const at = offsetAt(raw.place!, raw.text, { line, column });
          if (at < raw.text.length) expect(raw.text[at]).toBe(lines[line - 1][column - 1]);
          expect(physicalRange([raw.place!], raw.text, { start: at, end: at })).toMatchObject({
            line,
            column,
          });
        }
      }
  }
  expect(await recordOver(fileOf(jsonl), 7)).toBeUndefined();
});

test('one broken line leaves a file of lines what it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.nat(60), async (at, length) => {
      const own = jsonl.replaceAll('😀', '').split('\n').slice(0, 5);
      own[at] = own[at].slice(0, length);
      const all = await allOf(fileOf(own.join('\n'), 'broken.jsonl'));
      const naive = own.map((text, i) => ({ line: i + 1, text })).filter(({ text }) => text !== '');
      expect(all.map(({ line, text }) => ({ line, text }))).toEqual(naive);
    }),
    { numRuns: 100 },
  );
});

test('answers that stand beside each other are grouped, and found again', async () => {
  const answers = [1, 2, 3].map((helpfulness) => ({
    prompt: 'q',
    response: `a${helpfulness}`,
    helpfulness,
    correctness: 1,
    coherence: 1,
    complexity: 1,
    verbosity: 1,
  }));
  const file = fileOf(JSON.stringify([...answers, { ...answers[0], prompt: 'r', response: '' }], null, 2));
  const groups = [];
  for await (const block of readRecords(file)) groups.push(...block);
  expect(groups.map(({ lines }) => lines)).toEqual([3, undefined]);
  const [{ text, byteOffset, byteLength, places }] = groups;
  expect(places).toHaveLength(3);
  expect(text.split('\n').map((line) => JSON.parse(line))).toEqual(answers);
  expect(await readLineAt(file, byteOffset, byteLength)).toBe(text);
});

describe('archives that break off', () => {
  const packed = gzipSync(Buffer.from(jsonl.repeat(40)));
  const lines = jsonl.repeat(40).split('\n').slice(0, -1);

  test('wherever a gzip is cut, what is whole before it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: packed.length - 1 }), async (length) => {
        const all = await allOf(fileOf(packed.subarray(0, length), 'cut.gz'));
        const last = all.pop();
        expect(last?.problem?.code).toBe('archive-broken');
        expect(all.map(({ text }) => text)).toEqual(lines.slice(0, all.length));
        if (length > packed.length / 2) expect(all.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test('wherever a zstd is cut, what is whole before it comes', async () => {
    const frame = (i: number) => zstdFrame(Buffer.from(`${lines.slice(4 * i, 4 * i + 4).join('\n')}\n`));
    const frames = Buffer.concat([0, 1, 2].map(frame));
    const ends = [frame(0).length, frame(0).length + frame(1).length];
    for (let length = 20; length < frames.length; length++) {
      const all = await allOf(fileOf(frames.subarray(0, length), 'cut.zst'));
      const isBetween = all.at(-1)?.problem === undefined;
      // Between two frames nobody can tell.
      if (isBetween) expect(ends).toContain(length);
      else all.pop();
      expect(all.map(({ text }) => text)).toEqual(lines.slice(0, all.length));
    }
  });

  test('says after how much, and what to do', async () => {
    const { problems, totals } = await checkOf(fileOf(packed.subarray(0, packed.length - 4)));
    expect(totals.examples).toBe(1000);
    const broken = problems.find(({ code }) => code === 'archive-broken');
    expect(broken).toMatchObject({ line: 1001, column: 1 });
    expect(broken?.message).toContain('because it is cut off');
  });

  test('what stands before damaged or foreign bytes is used to the last record', async () => {
    const all = await allOf(fileOf(Buffer.concat([packed, Buffer.from('no gzip')])));
    expect(all.pop()?.problem?.data).toMatchObject({ what: 'it is damaged' });
    expect(all.map(({ text }) => text)).toEqual(lines);
    const wrong = Buffer.from(packed);
    const at = Math.floor(packed.length / 2);
    // A block of a kind that there is not.
    wrong.fill(0xff, at, at + 64);
    const found = await allOf(fileOf(wrong));
    const cut = await allOf(fileOf(packed.subarray(0, at - 32)));
    expect(found.at(-1)?.problem?.code).toBe('archive-broken');
    expect(found.length).toBeGreaterThanOrEqual(cut.length);
  });

  test.each(['gzip', 'zstd'])('%s with wrong bytes never throws', async (kind) => {
    const bytes = kind === 'gzip' ? packed : zstdFrame(Buffer.from(jsonl));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const wrong = Buffer.from(bytes);
          wrong[at] ^= flip;
          const file = fileOf(wrong, 'wrong');
          for (const { text } of await allOf(file)) expect(typeof text).toBe('string');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a window that no memory has', async () => {
    const [last] = await allOf(fileOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 1, 0, 0])));
    expect(last.problem).toMatchObject({ code: 'archive-broken' });
  });
});

test('a bomb fills no memory: an endless line is passed over', async () => {
  const zeros = Buffer.alloc(1 << 26, 120);
  const bomb = gzipSync(
    Buffer.concat([Buffer.from('{"first": 1}\n'), zeros, zeros, zeros, Buffer.from('\n{"last": 1}\n')]),
  );
  const file = fileOf(bomb);
  const before = process.memoryUsage.rss();
  const all = await allOf(file, { maxLineBytes: 1 << 20 });
  expect(all.map(({ text, problem }) => problem?.code ?? text)).toEqual([
    '{"first": 1}',
    'line-too-long',
    '{"last": 1}',
  ]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 2 ** 20);
  const [, , { byteOffset, byteLength }] = all;
  expect(await readLineAt(file, byteOffset, byteLength)).toBe('{"last": 1}');
});

test('compressed blocks of Zstandard', async () => {
  const packed =
    'KLUv/QRojQIA4gQQEpDPAbYHHsbSFOj/39pjSWbZSyCXSkSHsUAebR7fAY0O4rR5i+7FVN8BXb3D00+bW2ajnJbVdzh9m98JZZ3HAQUAAacAecFL8B1xNOEMpFU+zQ==';
  const all = await allOf(fileOf(Buffer.from(packed, 'base64')));
  expect(all.map(({ text }) => JSON.parse(text))).toMatchObject([
    { n: 1 },
    { n: 2 },
    { n: 3, ranking: [1, 0] },
  ]);
});

// Many of them, where the program is there to make them.
test.skipIf(!hasZstd())('what the zstd program writes', async () => {
  const plain = Buffer.from(jsonl.repeat(400));
  const file = fileOf(plain, 'real.jsonl');
  for (const level of ['-1', '-19']) {
    execFileSync('zstd', ['-qf', level, file, '-o', `${file}.zst`]);
    const all = await allOf(`${file}.zst`);
    expect(all.map(({ text }) => text).join('\n')).toBe(plain.toString().trimEnd());
  }
});

function hasZstd(): boolean {
  try {
    execFileSync('zstd', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe('any records, any spacing', () => {
  const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), {
    minKeys: 1,
    maxKeys: 3,
  });
  test('an array has the records of its JSON lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 5 }),
        fc.constantFrom<number | string>(0, 2, '\t'),
        fc.integer({ min: 1, max: 64 }),
        async (values, space, chunkBytes) => {
          const file = fileOf(JSON.stringify(values, null, space), 'any.json');
          const all = await allOf(file, { chunkBytes });
          expect(all.map(({ text }) => JSON.parse(text))).toEqual(
            values.map((one) => JSON.parse(JSON.stringify(one))),
          );
          for (const { text, byteOffset, byteLength } of all)
            expect(await readLineAt(file, byteOffset, byteLength)).toBe(text);
        },
      ),
      { numRuns: 60 },
    );
  });
});
