import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { containerOfText } from '../../../../extension/dataset/containers/containerOf.ts';
import { textLayout } from '../../../../extension/dataset/containers/textKind.ts';

const one = '{"prompt": "q", "chosen": "a", "rejected": "b"}';
const spread = JSON.stringify(JSON.parse(one), null, 2);
const kindOf = (text: string, isWhole = true) => textLayout(text, isWhole).kind;

describe('what a text holds', () => {
  test.each([
    ['nothing', ''],
    ['one record', one],
    ['records', `${one}\n\n${one}\n`],
    ['a broken first line', `${one.slice(0, -3)}\n${one}\n${one}`],
    ['a broken second line', `${one}\n${one.slice(0, 9)}\n${one}`],
    ['only broken lines', `${one.slice(0, -3)}\n${one.slice(0, 9)}\n`],
    ['a first line that is cut after a comma', `{"prompt": "q",\n${one}\n${one}`],
    ['commas after lines', `${one},\n${one},\n${one}`],
    ['text after a record', `${one}x\n${one}`],
    ['two records on one line of many', `${one}\n${one}${one}\n${one}\n${one}`],
    ['lists in lines', `[${one}]\n[${one}]\n`],
    ['numbers', '[1, 2]\n[3]'],
    ['other text', 'prompt,chosen\na,b'],
    [
      'a record with messages first',
      '{"prompt": [{"role": "user", "content": "q"}], "chosen": [], "rejected": []}',
    ],
    [
      'a record of completions',
      '{"completions": [{"response": "a", "overall_score": 1}], "instruction": "q"}',
    ],
    ['chosen lists', '{"prompt": "q", "chosen": ["a"], "rejected": ["b", "c"]}'],
    ['raw line ends in texts', '{"prompt": "a\nb", "chosen": "x", "rejected": "y"}\n'.repeat(3)],
  ])('lines: %s', (_, text) => {
    expect(kindOf(text)).toBe('lines');
  });

  test.each([
    ['objects', `${spread}\n${spread}`],
    ['objects', spread],
    ['objects', `${one}${one}`],
    ['objects', `${one} ${one}\n${one} ${one}`],
    ['objects', `${spread.slice(0, -2)}\n${spread}`],
    ['objects', `${one}\n${spread}\n${spread}`],
    ['list', `[${one}]`],
    ['list', `[\n${one},\n${one}\n]`],
    ['list', '[]'],
    ['list', ' \n[ {"a'],
    ['listInObject', `{"data": [${one}]}`],
    ['listInObject', `{\n "version": "1]", "meta": {"x": [1]},\n "train": [${spread},\n${spread}\n]\n}`],
    ['columns', '{"prompt": ["a", "b"], "chosen": ["c", "d"]}'],
    ['columns', '{"id": [1, 2], "prompt": ["a", "b"]}'],
    ['columns', '{"prompt":{"0":"a","1":"b"},"chosen":{"0":"c"}}'],
  ])('%s: %#', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  test('of a head that goes on', () => {
    expect(kindOf(`${one}\n${one.slice(0, 9)}`, false)).toBe('lines');
    expect(kindOf(one.slice(0, 15), false)).toBe('lines');
    expect(kindOf(`[${one}, ${one.slice(0, 9)}`, false)).toBe('list');
    expect(kindOf('[', false)).toBe('list');
    expect(kindOf('{\n', false)).toBe('objects');
    expect(kindOf('{\n')).toBe('lines');
    expect(kindOf(spread.slice(0, 20), false)).toBe('objects');
    expect(kindOf(`{"data": [${one.repeat(3).slice(0, 90)}`, false)).toBe('listInObject');
  });

  test('starts after a mark, and after the bracket', () => {
    expect(textLayout('\u00ef\u00bb\u00bf [{"a": 1}]', true)).toEqual({ kind: 'list', start: 5 });
    expect(textLayout(`\u00ef\u00bb\u00bf${spread}`, true)).toEqual({ kind: 'objects', start: 3 });
  });

  test('in plain words', () => {
    expect(containerOfText(['[', '{"a": 1}']).title).toBe('JSON array');
    expect(containerOfText([one, one]).title).toBe('JSON lines');
  });
});

test('a hostile head takes a moment', () => {
  const started = performance.now();
  for (const part of [
    '{"a":',
    '[',
    '{"prompt":[{"prompt":1,"chosen":2,"rejected":3}],',
    '"a":[{"b":1}],',
    '{\n',
    '"\\',
  ])
    for (const start of ['{', '[', '']) kindOf((start + part.repeat(1 << 16)).slice(0, 1 << 18), false);
  kindOf(`{${Array.from({ length: 12_000 }, (_, i) => `"${i}":[{"prompt":1}]`).join(',')}`, false);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('every example of a format is one in lines, and not when it is spread', () => {
  const folder = new URL('../', import.meta.url);
  const published = readdirSync(folder).filter((name) => name.startsWith('published'));
  const records = published.flatMap((name) => [
    ...readFileSync(new URL(name, folder), 'utf8').matchAll(/^ *(\{".*\})$/gm),
  ]);
  for (const [, text] of records) expect(kindOf(text)).toBe('lines');
});
