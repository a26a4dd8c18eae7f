import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLines, textMatcher } from '../../../extension/browse/findText.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plackett-find-'));
  file = path.join(folder, 'rankings.jsonl');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function found(query: string): Promise<number[]> {
  const lines: number[] = [];
  for await (const part of findLines(file, query, new AbortController().signal)) lines.push(...part.lines);
  return lines;
}

/** As Go and many others write JSON. */
const asciiOf = (text: string) =>
  JSON.stringify(text).replace(
    /[<\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

it('finds text in any case, written out or escaped, once a line', async () => {
  const texts = ['The Größe of it', 'GRÖSSE', 'größe größe', 'say "no"', 'two\nlines', 'a/b', 'nothing'];
  await writeFile(file, [...texts.map((t) => JSON.stringify(t)), ...texts.map(asciiOf)].join('\n'));
  const both = (...lines: number[]) => [...lines, ...lines.map((line) => line + texts.length)];
  expect(await found('größe')).toEqual(both(1, 3));
  expect(await found('GRÖß')).toEqual(both(1, 3));
  expect(await found('grösse')).toEqual(both(2));
  expect(await found('"NO"')).toEqual(both(4));
  expect(await found('two\nLINES')).toEqual(both(5));
  expect(await found('A/b')).toEqual(both(6));
  expect(await found('.*')).toEqual([]);
});

it('finds the lines that hold the text, and no others', async () => {
  const word = fc.stringMatching(/^[aAbB \\"éÉ<\u{1F600}{}.]{1,3}$/u);
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 30 }), word, async (words, query) => {
      const lines = words.map((w, i) => (i % 2 ? asciiOf(w) : JSON.stringify({ text: w })));
      await writeFile(file, `${lines.join('\r\n\n')}\n`);
      const isMatch = textMatcher(query);
      const expected = lines.flatMap((line, i) => (isMatch(line) ? [2 * i + 1] : []));
      expect(await found(query)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

it('finds across the borders of what is read at once, and ends when told', async () => {
  const long = 'x'.repeat(3_000_000);
  await writeFile(file, `${long}needle\n${long}${long}\nneedle${long}\nnone\nNEEDLE`);
  expect(await found('needle')).toEqual([1, 3, 5]);
  const stopped = new AbortController();
  stopped.abort(new Error('enough'));
  await expect(findLines(file, 'needle', stopped.signal).next()).rejects.toThrow('enough');
});
