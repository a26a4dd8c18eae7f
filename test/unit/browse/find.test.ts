import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finder } from '../../../extension/browse/find.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-find-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, lines: readonly object[]) => {
  const file = path.join(folder, name);
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
};
const { find } = finder({ searched: () => {} });

it('gives the lines of the records that hold a text, in any case', async () => {
  const file = await written(
    'rankings.jsonl',
    Array.from({ length: 5000 }, (_, i) => ({
      prompt: `What is ${i}?`,
      responses: [i % 1000 === 7 ? 'A Needle "here"' : 'hay', 'more hay'],
      ranking: [0, 1],
    })),
  );
  expect(Array.from(await find({ dataset: file }, 'needle "HERE"'))).toEqual([8, 1008, 2008, 3008, 4008]);
  expect(Array.from(await find({ dataset: file }, 'nowhere'))).toEqual([]);
});

it('gives the first line of a record that takes several', async () => {
  const file = await written(
    'answers.jsonl',
    ['a', 'b'].flatMap((id) =>
      [0, 1, 2].map((helpfulness) => ({
        prompt: `Question ${id}`,
        response: `answer ${helpfulness} of ${id}`,
        helpfulness,
        correctness: 1,
        coherence: 1,
        complexity: 1,
        verbosity: 1,
      })),
    ),
  );
  expect(Array.from(await find({ dataset: file }, 'answer 2 of b'))).toEqual([4]);
});

it('rejects where the file is gone', async () => {
  await expect(find({ dataset: path.join(folder, 'gone.jsonl') }, 'a')).rejects.toThrow();
});
