import { expect, test } from 'vitest';
import { locate } from '../../../extension/dataset/locate.ts';
import { placeAt } from '../../../extension/dataset/placeAt.ts';
import { exampleOf } from './expectProblems.ts';

/** What lies under every character: p prompt, r ranking, 0-9 completion, - nothing. */
function map(line: string): string {
  const example = exampleOf(line);
  return [...Array(line.length).keys()]
    .map((offset) => {
      const place = placeAt(line, example, offset);
      return place === undefined ? '-' : place.kind === 'completion' ? place.index : place.kind[0];
    })
    .join('');
}

test('native', () => {
  expect(map('{"prompt":"q","responses":["a","b\\n"],"ranking":[1,0]}')).toBe(
    '----------ppp--------------000-11111------------rrrrr-',
  );
});

test('a dialogue in one string: the prompt counts where the first side holds it', () => {
  const line = '{"chosen":"\\n\\nHuman:\\n\\nAssistant:a","rejected":"\\n\\nHuman:\\n\\nAssistant:\\u0062"}';
  expect(map(line)).toBe(`${'-'.repeat(11)}${'p'.repeat(24)}0${'-'.repeat(38)}111111--`);
});

test('conversations', () => {
  const line =
    '{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"b"}]}';
  const example = exampleOf(line);
  const at = (place: Parameters<typeof locate>[1]) => line.slice(...Object.values(locate(line, place)));
  expect(at(example.places.prompt)).toBe('{"role":"user","content":"q"}');
  expect(example.places.completions.map(at)).toEqual([
    '{"role":"assistant","content":"a"}',
    '{"role":"assistant","content":"b"}',
  ]);
});

test('escapes, duplicate keys and missing places', () => {
  const line = ' {"a\\u0062": "x", "ab": ["\\u00e9\\n😀z"]}';
  const at = (place: Parameters<typeof locate>[1]) => line.slice(...Object.values(locate(line, place)));
  expect(at({ path: ['ab', 0] })).toBe('"\\u00e9\\n😀z"');
  expect(at({ path: ['ab', 0], from: 1, to: 4 })).toBe('\\n😀');
  expect(at({ path: ['ab', 0], from: 5 })).toBe('"');
  expect(at({ path: ['ab', 0, 'role'] })).toBe('"\\u00e9\\n😀z"');
  expect(at({ path: ['ab', 7] })).toBe('["\\u00e9\\n😀z"]');
  expect(at({ path: ['none'] })).toBe('{');
  expect(at({ path: [] })).toBe('{');
  expect(at({ start: 2, end: 4 })).toBe('"a');
});
