import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFile } from '../../../extension/dataset/checkFile.ts';
import { checkRawLine } from '../../../extension/dataset/checkRawLine.ts';
import { type RawLine, readLineAt } from '../../../extension/dataset/lines.ts';
import type { Reading } from '../../../extension/dataset/reading.ts';
import { recordAround } from '../../../extension/dataset/recordAround.ts';
import { readRecords, recordText } from '../../../extension/dataset/records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-records-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(records: readonly unknown[], end = '\n'): Promise<string> {
  const file = path.join(folder, 'data.jsonl');
  const texts = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
  await writeFile(file, texts.map((text) => text + end).join(''));
  return file;
}

async function recordsOf(file: string, reading?: Reading, chunkBytes?: number): Promise<RawLine[]> {
  const all: RawLine[] = [];
  for await (const block of readRecords(file, { reading, chunkBytes })) all.push(...block);
  return all;
}

const steer = (prompt: string, response: string, helpfulness: unknown, correctness = 0) => ({
  prompt,
  response,
  helpfulness,
  correctness,
  coherence: 3,
  complexity: 1,
  verbosity: 1,
});
const shp = (post: string, a: [string, number], b: [string, number]) => ({
  post_id: post,
  domain: 'askculinary_train',
  upvote_ratio: 0.99,
  history: `About ${post}?`,
  c_root_id_A: a[0],
  c_root_id_B: b[0],
  human_ref_A: `Answer ${a[0]}.`,
  human_ref_B: `Answer ${b[0]}.`,
  score_A: a[1],
  score_B: b[1],
  labels: a[1] > b[1] ? 1 : 0,
  score_ratio: 2,
});

describe('a file with one answer a line', () => {
  it('gives a ranking for each prompt, by the score that is chosen', async () => {
    const file = await fileOf([
      steer('p', 'a', 3, 0),
      steer('p', 'b', 4, 0),
      steer('p', 'c', 3, 4),
      steer('q', 'd', 1),
      steer('q', 'e', 1),
      steer('r', 'alone', 2),
    ]);
    const records = await recordsOf(file);
    expect(records.map(({ line, lines }) => [line, lines])).toEqual([
      [1, 3],
      [4, 2],
      [6, undefined],
    ]);
    const [first, tied, alone] = records.map((record) => checkRawLine(record));
    expect(first.examples).toMatchObject([
      {
        format: 'helpsteer2',
        prompt: 'p',
        completions: ['a', 'b', 'c'],
        tiers: [[1], [0, 2]],
        scores: [3, 4, 3],
      },
    ]);
    expect(first.examples[0].places.completions.map(({ line }) => line)).toEqual([0, 1, 2]);
    expect(tied.examples[0].tiers).toEqual([[0, 1]]);
    expect(alone.examples).toEqual([]);
    expect(alone.problems.map(({ code }) => code)).toEqual(['answer-alone']);
    const reading = { chosen: { score: 'correctness' } };
    expect(checkRawLine(records[0], reading).examples[0].tiers).toEqual([[2], [0, 1]]);
  });

  it('leaves a wrong line out, says where, and ranks the others', async () => {
    const file = await fileOf([steer('p', 'a', 3), steer('p', 'b', 'good'), steer('p', 'c', 1)]);
    const checked = checkFile(file);
    const problems = [];
    for await (const { problems: some } of checked) problems.push(...some);
    expect(problems).toMatchObject([{ code: 'score-not-a-number', line: 2, endLine: 2 }]);
    const text = JSON.stringify(steer('p', 'b', 'good'));
    expect(text.slice(problems[0].column - 1, problems[0].endColumn - 1)).toBe('"good"');
    expect(checked.totals).toMatchObject({ records: 3, examples: 1, isPreferenceDataset: true });
    const [record] = await recordsOf(file);
    expect(checkRawLine(record).examples[0]).toMatchObject({ completions: ['a', 'c'], tiers: [[0], [1]] });
  });

  it('is read again from its bytes as it was read first, whatever ends the lines', async () => {
    for (const end of ['\n', '\r\n']) {
      const file = await fileOf([steer('p', 'a', 3), steer('p', 'b', 4)], end);
      const [record] = await recordsOf(file);
      expect(recordText(await readLineAt(file, record.byteOffset, record.byteLength))).toBe(record.text);
    }
  });

  it('ends a group at a blank line, and at one that is no record', async () => {
    const file = await fileOf([
      steer('p', 'a', 3),
      '',
      steer('p', 'b', 4),
      '{',
      steer('p', 'c', 4),
      steer('p', 'd', 2),
    ]);
    expect((await recordsOf(file)).map(({ line, lines }) => [line, lines])).toEqual([
      [1, undefined],
      [3, undefined],
      [4, undefined],
      [5, 2],
    ]);
  });
});

describe('SHP', () => {
  const pairs = [
    shp('p', ['1', 10], ['2', 3]),
    shp('p', ['3', 3], ['1', 10]),
    shp('p', ['2', 3], ['4', 25]),
    shp('q', ['9', 1], ['8', 2]),
  ];

  it('ranks all comments of a post, each once', async () => {
    const records = await recordsOf(await fileOf(pairs));
    expect(records.map(({ lines }) => lines)).toEqual([3, undefined]);
    expect(checkRawLine(records[0]).examples).toMatchObject([
      {
        id: 'p',
        prompt: 'About p?',
        completions: ['Answer 1.', 'Answer 2.', 'Answer 3.', 'Answer 4.'],
        tiers: [[3], [0], [1, 2]],
        scores: [10, 3, 3, 25],
      },
    ]);
    expect(checkRawLine(records[1]).examples).toMatchObject([{ tiers: [[1], [0]] }]);
  });

  it('gives its pairs when asked', async () => {
    const reading = { chosen: { grouping: 'pairs' } };
    const records = await recordsOf(await fileOf(pairs), reading);
    const examples = records.flatMap((record) => checkRawLine(record, reading).examples);
    expect(examples.map(({ tiers }) => tiers)).toEqual([
      [[0], [1]],
      [[1], [0]],
      [[1], [0]],
      [[1], [0]],
    ]);
  });
});

it('any file of groups: whatever the chunks, each line is in one record, in order', async () => {
  const prompts = fc.array(fc.constantFrom('p', 'q', 'r'), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(prompts, fc.integer({ min: 7, max: 400 }), async (names, chunkBytes) => {
      const file = await fileOf(names.map((name, i) => steer(name, `${i}`, i % 5)));
      const records = await recordsOf(file, undefined, chunkBytes);
      const lines = records.flatMap(({ line, lines: count = 1 }) =>
        Array.from({ length: count }, (_, i) => line + i),
      );
      expect(lines).toEqual(names.map((_, i) => i + 1));
      for (const record of records) {
        expect(recordText(await readLineAt(file, record.byteOffset, record.byteLength))).toBe(record.text);
        const [example] = checkRawLine(record).examples;
        if (example) expect(example.completions.length).toBe(record.lines);
      }
    }),
    { numRuns: 40 },
  );
});

describe('a record told from the lines around one of its own', () => {
  it('is the one that the whole file gives, or is not told where it may go on', async () => {
    const line = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('p', 'q').map((prompt) => steer(prompt, 'a', 1)) },
      { weight: 4, arbitrary: fc.constantFrom('s', 't').map((post) => shp(post, ['a', 1], ['b', 2])) },
      fc.constantFrom('', '{"prompt": ', { prompt: 'p', responses: ['a', 'b'], ranking: [0, 1] }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.nat(4),
        fc.nat(4),
        async (rest, before, after) => {
          const records = [steer('p', 'first', 1), ...rest];
          const file = await fileOf(records);
          const texts = records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
          for (const whole of await recordsOf(file)) {
            const [from, to] = [whole.line - 1, whole.line - 1 + (whole.lines ?? 1)];
            for (let line = from; line < to; line++) {
              const [start, end] = [Math.max(0, line - before), Math.min(texts.length, line + after + 1)];
              const around = { texts: texts.slice(start, end), at: line - start };
              const found = recordAround({
                ...around,
                moreBefore: start > 0,
                moreAfter: end < texts.length,
              });
              if (found) expect(found).toEqual({ first: from - start, end: to - start, text: whole.text });
              else expect(start >= from || end <= to).toBe(true);
              const all = { texts, at: line, moreBefore: false, moreAfter: false };
              expect(recordAround(all)).toEqual({ first: from, end: to, text: whole.text });
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
