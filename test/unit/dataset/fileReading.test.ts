import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { readingOf } from '../../../extension/dataset/fileReading.ts';
import { keepReading, readingKept } from '../../../extension/dataset/keptReading.ts';
import type { Reading } from '../../../extension/dataset/reading.ts';
import { readingWords } from '../../../extension/dataset/readingWords.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-reading-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown) =>
  writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const data = () => path.join(folder, 'data.jsonl');
const ranked = (ranking: readonly number[], more = {}) => ({
  prompt: 'q',
  responses: ['a', 'b', 'c'],
  ranking,
  ...more,
});
const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('a file is taken for', () => {
  it('the format of most of its records', async () => {
    const pair = { prompt: 'q', chosen: 'a', rejected: 'b' };
    await write('data.jsonl', lines([{ level: 'info' }, pair, pair, ranked([0, 1, 2])]));
    const found = await readingOf(data());
    expect(found).toMatchObject({ reading: {}, format: { name: 'pair' }, from: 'records' });
    expect(readingWords(found)).toEqual(['Read as TRL: prompt, chosen, rejected.']);
  });

  it('nothing where no record is known', async () => {
    await write('data.jsonl', lines([{ level: 'info' }]));
    const found = await readingOf(data());
    expect(found.format).toBeUndefined();
    expect(readingWords(found)).toEqual(['No known format of rankings.']);
  });

  it('ranks where its rankings can be nothing else, with both directions in words', async () => {
    const record = ranked([1, 3, 3]);
    await write('data.jsonl', lines([record, ranked([2, 1, 1]), ranked([1, 1, 4])]));
    const found = await readingOf(data());
    expect(checkLine(JSON.stringify(record), found).examples[0].tiers).toEqual([[0], [1, 2]]);
    expect(readingWords(found).join('\n')).toBe(
      [
        'Read as Plackett: responses and ranking.',
        '"ranking" is read as: One rank a response, lowest is best, as documented.',
        'The records do not tell what "ranking" means. [1, 3, 3] may be read in these ways:',
        'One rank a response, lowest is best: response 0 is best, then 1 and 2 (tied).',
        'One rank a response, highest is best: responses 1 and 2 (tied) are best, then 0.',
      ].join('\n'),
    );
  });

  it('nothing new where orders and ranks would both do: every line says so until a person chooses', async () => {
    const record = ranked([3, 1, 2]);
    await write('data.jsonl', lines([record, record, record]));
    const found = await readingOf(data());
    expect(found.reading).toEqual({});
    expect(found.direction?.others).toEqual(['ranks', 'ranks-highest']);
    expect(checkLine(JSON.stringify(record), found).problems.map(({ code }) => code)).toEqual([
      'ranking-one-based',
    ]);
    const chosen = await readingOf(data(), { chosen: { ranking: 'ranks' } });
    expect(chosen.direction).toBeUndefined();
    expect(checkLine(JSON.stringify(record), chosen).examples[0].tiers).toEqual([[1], [2], [0]]);
  });
});

describe('what is kept of it with a run', () => {
  it('says the same again, whoever told how the file is read', async () => {
    const said = { files: { 'data.jsonl': { format: 'pair' } } };
    const columns = { prompt: 'q', completions: 'answers', scores: 'stars' };
    const named = { files: { 'data.jsonl': { columns } } };
    const files: [string, unknown?, Reading?][] = [
      [lines([ranked([0, 1, 2])])],
      [lines([ranked([1, 3, 3]), ranked([2, 1, 1])])],
      [lines([{ level: 'info' }])],
      [lines([{ prompt: 'q', chosen: 'a', rejected: 'b' }]), said],
      [lines([{ q: 'q', answers: ['a', 'b'], stars: [1, 2] }]), named],
      [lines([ranked([3, 1, 2])]), undefined, { chosen: { ranking: 'ranks' } }],
    ];
    for (const [text, beside, given] of files) {
      await write('data.jsonl', text);
      await rm(path.join(folder, '.plackett.json'), { force: true });
      if (beside !== undefined) await write('.plackett.json', beside);
      const found = await readingOf(data(), given);
      const kept = JSON.parse(JSON.stringify(keepReading(found)));
      const again = readingKept(kept, JSON.parse(JSON.stringify(found.reading)));
      expect(readingWords(again)).toEqual(readingWords(found));
      expect(again.format?.name).toBe(found.format?.name);
      expect(again.reading).toEqual(found.reading);
    }
  });

  it('names no format where it is one of a later version', () => {
    const kept = { records: 3, from: 'records', direction: undefined, format: 'of-the-future' } as const;
    expect(readingKept(kept).format).toBeUndefined();
  });
});

describe('.plackett.json beside a file', () => {
  const columns = {
    prompt: 'meta.question',
    completions: 'answers',
    text: 'body',
    scores: 'stars',
    slices: ['meta.lang'],
  };
  const record = {
    meta: { question: 'What?', lang: 'en' },
    answers: [
      { body: 'a', stars: 2 },
      { body: 'b', stars: '4' },
    ],
    uid: 7,
  };

  it('names the columns of any record', async () => {
    await write('data.jsonl', lines([record]));
    await write('.plackett.json', { files: { 'data.jsonl': { columns: { ...columns, id: 'uid' } } } });
    const found = await readingOf(data());
    expect(found).toMatchObject({ from: '.plackett.json', format: { name: 'columns' } });
    const { examples, problems } = checkLine(JSON.stringify(record), found);
    expect(problems).toEqual([]);
    expect(examples).toMatchObject([
      {
        id: '7',
        prompt: 'What?',
        completions: ['a', 'b'],
        tiers: [[1], [0]],
        scores: [2, 4],
        slices: { 'meta.lang': 'en', uid: 7 },
      },
    ]);
    expect(examples[0].places.completions[1]).toEqual({ path: ['answers', 1, 'body'] });
  });

  it('chooses a format and its options', async () => {
    const pair = {
      prompt: 'q',
      response_0: 'a',
      response_1: 'b',
      better_response_id: 0,
      safer_response_id: 1,
    };
    await write('data.jsonl', lines([pair]));
    await write('.plackett.json', { files: { 'data.jsonl': { choices: { ranking: 'safer' } } } });
    expect(checkLine(JSON.stringify(pair), await readingOf(data())).examples[0].tiers).toEqual([[1], [0]]);
  });

  it('says nothing of other files', async () => {
    await write('data.jsonl', lines([ranked([0, 1, 2])]));
    await write('.plackett.json', { files: { 'other.jsonl': { format: 'pair' } } });
    expect(await readingOf(data())).toMatchObject({ from: 'records', format: { name: 'native' } });
  });

  it.each([
    ['{', 'it is no JSON object'],
    [{}, '"files" is missing'],
    [{ files: { 'data.jsonl': { format: 'parquet' } } }, '"files"."data.jsonl"."format" is none of native,'],
    [{ files: { 'data.jsonl': { columns: { prompt: 'p' } } } }, '"columns"."completions" is missing'],
    [
      { files: { 'data.jsonl': { columns: { ...columns, best: 'first' } } } },
      '"best" takes "lowest" or "highest"',
    ],
    [
      { files: { 'data.jsonl': { columns: { ...columns, rankings: 'x' } } } },
      'has no "rankings", only prompt,',
    ],
  ])('that is wrong is told, with the place: %j', async (content, words) => {
    await write('data.jsonl', lines([record]));
    await write('.plackett.json', content);
    const { wrong, reading } = await readingOf(data());
    expect(wrong).toContain(words);
    expect(reading).toEqual({});
  });
});

describe('columns', () => {
  const read = (columns: Parameters<typeof readingOf>[1], record: unknown) =>
    checkLine(JSON.stringify(record), { reading: columns });
  const two = { q: 'What?', a: 'yes', b: 'no' };
  const columns = { prompt: 'q', completions: ['a', 'b'] };

  it.each([
    ['the order of the fields', {}, {}, [[0], [1]]],
    ['a word', { preference: 'w', means: { A: 0, B: 1, both: 'tie' } }, { w: 'B' }, [[1], [0]]],
    ['a word for a tie', { preference: 'w', means: { A: 0, B: 1, both: 'tie' } }, { w: 'both' }, [[0, 1]]],
    ['a number from 1', { preference: 'w', from: 1 }, { w: 2 }, [[1], [0]]],
    ['ranks in fields', { ranks: ['ra', 'rb'] }, { ra: 2, rb: 1 }, [[1], [0]]],
    ['scores whose lowest is best', { scores: ['ra', 'rb'], best: 'lowest' }, { ra: 2, rb: 1 }, [[1], [0]]],
    ['an order from 1', { ranking: 'r', from: 1 }, { r: [2, 1] }, [[1], [0]]],
  ] as const)('are ranked by %s', (_, more, fields, tiers) => {
    const { examples, problems } = read({ columns: { ...columns, ...more } }, { ...two, ...fields });
    expect(problems).toEqual([]);
    expect(examples[0].tiers).toEqual(tiers);
  });

  it.each([
    ['a field that is missing', {}, { q: 'What?', a: 'yes' }, 'response-not-text'],
    ['a prompt that is missing', {}, { a: 'yes', b: 'no' }, 'prompt-missing'],
    [
      'a word with no meaning',
      { preference: 'w', means: { A: 0 } },
      { ...two, w: 'B' },
      'preference-unknown',
    ],
    ['a score that is text', { scores: ['ra', 'rb'] }, { ...two, ra: 'good', rb: 1 }, 'score-not-a-number'],
    ['an index out of range', { ranking: 'r' }, { ...two, r: [0, 2] }, 'ranking-out-of-range'],
  ] as const)('tell of %s', (_, more, record, code) => {
    const { examples, problems } = read({ columns: { ...columns, ...more } }, record);
    expect(examples).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});

it("LLaMA-Factory's dataset_info.json beside a file names its columns", async () => {
  const record = {
    talk: [{ who: 'human', said: 'What?' }],
    good: { who: 'gpt', said: 'a' },
    bad: { who: 'gpt', said: 'b' },
  };
  await write('data.jsonl', lines([record]));
  await write('dataset_info.json', {
    mine: {
      file_name: 'data.jsonl',
      ranking: true,
      formatting: 'sharegpt',
      columns: { messages: 'talk', chosen: 'good', rejected: 'bad' },
      tags: { role_tag: 'who', content_tag: 'said' },
    },
  });
  const found = await readingOf(data());
  expect(found.from).toBe('dataset_info.json');
  expect(checkLine(JSON.stringify(record), found).examples).toMatchObject([
    {
      prompt: [{ role: 'user', content: 'What?' }],
      completions: [[{ role: 'assistant', content: 'a' }], [{ role: 'assistant', content: 'b' }]],
      tiers: [[0], [1]],
    },
  ]);
});
