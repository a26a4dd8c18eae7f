import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile } from '../../../extension/dataset/checkFile.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import type { FileProblem } from '../../../extension/dataset/fileProblem.ts';

const good = '{"prompt": "q", "responses": ["a", "b"], "ranking": [0, 1]}';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(file: string) {
  const checked = checkFile(file);
  const problems: FileProblem[] = [];
  for await (const line of checked) problems.push(...line.problems);
  return { problems, totals: checked.totals };
}

async function checkText(content: string | Uint8Array) {
  const file = path.join(folder, 'rankings.jsonl');
  await writeFile(file, content);
  return check(file);
}

describe('a whole file', () => {
  test('lines and columns count from 1, in UTF-16 units', async () => {
    const { problems, totals } = await checkText(
      `${good}\n\n{"prompt": "😀", "responses": ["a", ""], "ranks": [1, 2]}\r\n`,
    );
    expect(problems).toMatchObject([
      { code: 'response-empty', severity: 'error', line: 3, column: 37, endLine: 3, endColumn: 39 },
    ]);
    expect(totals).toEqual({
      records: 2,
      examples: 1,
      problems: { error: 1, warning: 0, information: 0 },
      isPreferenceDataset: true,
      decided: false,
    });
  });

  test('a byte order mark has no column, as in editors', async () => {
    const { problems, totals } = await checkText(
      '\ufeff{"prompt": "", "responses": ["a", "b"], "ranks": [1, 2]}',
    );
    expect(problems).toMatchObject([
      { code: 'byte-order-mark', column: 1, endColumn: 1 },
      { code: 'prompt-empty', column: 12, endColumn: 14 },
    ]);
    expect(totals.isPreferenceDataset).toBe(true);
  });

  test('a line whose bytes are wrong is no example', async () => {
    const bytes = Buffer.concat([
      Buffer.from(good.slice(0, 12)),
      Buffer.from([0xff]),
      Buffer.from(good.slice(13)),
    ]);
    const { problems, totals } = await checkText(bytes);
    expect(problems).toMatchObject([{ code: 'invalid-utf8', column: 13, endColumn: 14 }]);
    expect(problems[0].message).toContain('Byte 0xFF at offset 12');
    expect(totals).toMatchObject({ records: 1, examples: 0 });
  });

  test('a file of UTF-16 is told so', async () => {
    const { problems, totals } = await checkText(Buffer.from(`\ufeff${good}\n${good}\n`, 'utf16le'));
    expect(problems).toMatchObject([
      { code: 'invalid-utf8', line: 1, message: 'This file is UTF-16. Save it as UTF-8.' },
    ]);
    // Nothing in it could be read, so nobody knows.
    expect(totals.isPreferenceDataset).toBeUndefined();
  });

  test('a line beyond the limit is told, with its size', async () => {
    const file = path.join(folder, 'long.jsonl');
    const other = good.replace('"q"', '"r"');
    await writeFile(file, `${good}\n"${'x'.repeat(3_000_000)}"\n${other}`);
    const checked = checkFile(file, { maxLineBytes: 2 ** 21 });
    const messages: string[] = [];
    for await (const { problems } of checked) messages.push(...problems.map(({ message }) => message));
    expect(messages).toEqual([
      'This line has 3 MB, more than the 2 MB that are read. Is a line end missing?',
    ]);
    expect(checked.totals).toMatchObject({ records: 3, examples: 2 });
  });

  test('another kind of file is told apart', async () => {
    expect((await checkText('{"level": "info"}\n'.repeat(3))).totals.isPreferenceDataset).toBe(false);
    expect((await checkText('')).totals).toMatchObject({ records: 0, isPreferenceDataset: undefined });
    expect((await checkText(`${good}\n`.repeat(20))).totals).toMatchObject({ decided: true });
  });
});

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(shared))('real files (skipped without ../shared)', () => {
  test("hh-rlhf's known bad lines and no others", async () => {
    const { problems, totals } = await check(`${shared}hh-rlhf-harmless-test.jsonl`);
    const lines = (code: string) => problems.filter((found) => found.code === code).map(({ line }) => line);
    expect(lines('response-empty')).toEqual([87, 517, 926, 1104]);
    expect(lines('prompt-differs')).toEqual([1255, 1689, 1951, 1953, 2037]);
    expect(problems.filter(({ severity }) => severity === 'error')).toHaveLength(9);
    expect(totals).toMatchObject({ records: 2312, examples: 2303, isPreferenceDataset: true });
  });

  test('native rankings: twins are warned about, nothing is refused', async () => {
    const { problems, totals } = await check(`${shared}alpaca-eval-ranked.jsonl`);
    expect(totals).toMatchObject({ records: 411, examples: 411, isPreferenceDataset: true });
    // Looked at one by one: short answers that others go on from, a list with other spaces, a quote with another letter.
    expect(countsOf(problems.map(({ code }) => code))).toEqual({
      'responses-identical': 23,
      'response-prefix': 7,
      'responses-alike': 3,
      'length-decides': 1,
    });
  });

  // What came of each file, counted by other means too: its README, and a walk over the trees in Python.
  test.each([
    ['llama-factory-dpo-en', 'sharegpt-pair', { records: 150, examples: 150 }, { 2: 150 }, {}],
    ['llama-factory-v1-dpo', 'message-lists', { records: 10, examples: 10 }, { 2: 10 }, {}],
    ['medicalgpt-toolcall', 'sharegpt-pair', { records: 11, examples: 11 }, { 2: 11 }, {}],
    ['colossalai-dpo-multiline', 'colossalchat', { records: 1, examples: 1 }, { 2: 1 }, {}],
    [
      'oasst-rm-zh-ranked',
      'output-list',
      { records: 775, examples: 772 },
      { 2: 431, 3: 263, 4: 63, 5: 12, 6: 1, 8: 1, 10: 1 },
      // Six records have two equal answers; three of them have no other.
      {
        'responses-identical': 6,
        'prompt-repeated': 1,
        'response-prefix': 2,
        'responses-alike': 2,
        'length-decides': 1,
      },
    ],
    // Each question with two or more ranked answers is an example: a tree has several.
    [
      'openassistant-trees',
      'openassistant-tree',
      { records: 100, examples: 212 },
      { 2: 57, 3: 117, 4: 27, 5: 3, 6: 6, 8: 1, 9: 1 },
      // One answer quotes a dialogue; the trees were written out in the order of their ranks.
      { 'role-mark': 1, 'all-in-file-order': 1, 'length-decides': 1 },
    ],
    // What is ranked are images.
    ['imagereward-test', undefined, { records: 466, examples: 0 }, {}, { 'images-not-scored': 466 }],
  ] as const)('%s is read as %s', async (name, format, totals, sizes, codes) => {
    const checked = await check(`${shared}${name}.jsonl`);
    expect(checked.totals).toMatchObject({ ...totals, isPreferenceDataset: true });
    expect(countsOf(checked.problems.map(({ code }) => code))).toEqual(codes);
    const texts = readFileSync(`${shared}${name}.jsonl`, 'utf8').split('\n');
    const examples = texts.flatMap((text) => checkLine(text).examples);
    expect(countsOf(examples.map(({ completions }) => completions.length))).toEqual(sizes);
    expect(new Set(examples.map((example) => example.format))).toEqual(new Set(format ? [format] : []));
  });
});

function countsOf(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
