import { expect, test } from 'vitest';
import { otherContainer } from '../../../extension/editor/otherContainer.ts';

const one = { prompt: 'q', chosen: 'a', rejected: 'b' };
const line = JSON.stringify(one);

function look(text: string) {
  const lines = text.split('\n');
  return otherContainer(lines.length, (at) => lines[at]);
}

test('lines, whole or being written, are no other container', () => {
  for (const text of ['', line, `${line}\n${line}\n`, line.slice(0, 15), `${line}\n{"prompt": "q",`, '{'])
    expect(look(text)).toBeUndefined();
});

test.each([
  ['a JSON array', JSON.stringify([one, one], null, 2)],
  ['a JSON array', JSON.stringify([one, one])],
  ['JSON objects over several lines', JSON.stringify(one, null, 2)],
  ['an object with a JSON array in it', JSON.stringify({ data: [one] })],
])('%s is told once, on the first character', (words, text) => {
  expect(look(text)).toMatchObject({
    problem: { code: 'not-json-lines', severity: 'warning', start: 0, end: 1 },
    holdsRankings: true,
  });
  expect(look(text)?.problem.message).toContain(`This file is ${words}`);
});

test('columns are told, and other data is left alone', () => {
  expect(look('{"prompt": ["a"], "chosen": ["b"]}')).toMatchObject({
    problem: { code: 'columns-not-records' },
  });
  expect(look(JSON.stringify([{ level: 1 }, { level: 2 }], null, 2))).toMatchObject({ holdsRankings: false });
});

test('a long document costs its first lines only', () => {
  const text = JSON.stringify(
    Array.from({ length: 10_000 }, () => one),
    null,
    2,
  );
  let read = 0;
  const lines = text.split('\n');
  const found = otherContainer(lines.length, (at) => {
    read++;
    return lines[at];
  });
  expect(found).toMatchObject({ holdsRankings: true });
  expect(read).toBeLessThanOrEqual(400);
});
