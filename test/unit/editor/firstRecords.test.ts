import { expect, test } from 'vitest';
import { firstRecords } from '../../../extension/editor/firstRecords.ts';

const lines = (texts: string[]) => firstRecords(texts.length, (line) => texts[line]);

test('blank lines do not count, and the rest of the file does not matter', () => {
  const texts = ['', '  ', ...Array.from({ length: 50 }, (_, i) => `{"n": ${i}}`)];
  const first = lines(texts);
  expect(first.texts).toEqual(texts.slice(2, 22));
  expect(first.end).toBe(22);
});

test('in a short file every line matters, also those yet to come', () => {
  expect(lines(['{}', '']).end).toBe(Number.POSITIVE_INFINITY);
});

test('huge records end the look early', () => {
  const first = lines(Array.from({ length: 9 }, () => 'x'.repeat(200_000)));
  expect(first.texts).toHaveLength(2);
});
