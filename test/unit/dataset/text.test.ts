import { describe, expect, test } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { readSyntax } from '../../../extension/dataset/jsonSyntax.ts';
import { exampleOf, expectProblems, fixed } from './expectProblems.ts';

const record = '"prompt": "q", "responses": ["a", "b"], "ranking": [1, 0]';

describe('syntax', () => {
  test.each([
    [`{"prompt": "q", "responses": ["a", "b"], "ranking": [1, 0«]»`],
    ['{"prompt": "q", "responses": ["a", «"b]}»'],
    [`{${record}«,»}`],
    [`{"prompt": "q", "responses": ["a", "b"], "ranking": [1, 0«,»]}`],
    ['{"prompt": "q" «"»responses": ["a", "b"]}'],
    [`{"prompt" «"»q"}`],
    ['{«prompt»: "q"}'],
    ['{«\'»prompt\': "q"}'],
    [`{"prompt": «'»q'}`],
    [`{"prompt": "q", "done": «True»}`],
    [`{"prompt": "q", "done": «None»}`],
    ['{"prompt": "a«\\d»"}'],
    ['{"prompt": "a«\\u»12"}'],
    ['{"prompt": "a«\t»b"}'],
    ['{"scores": [«01», 2]}'],
    ['{"scores": [«.5», 2]}'],
    ['{"scores": [«+1», 2]}'],
    ['{"scores": [«1.», 2]}'],
    [`{${record}} «{"prompt": "r"}»`],
    ['{"a": [1«}»'],
    ['{"a": «}»'],
    ['«hello»'],
  ])('%s', (line) => expectProblems(line, 'json-syntax'));

  test.each([
    '{"a": 1,}',
    '{"a": 1 "b": 2}',
    '{"a": "\t"}',
    "{'a': 1}",
    '{"a": True}',
    '{"a": 1} 2',
    '{"a": 1',
  ])('a sentence that says what to do: %s', (line) => {
    const [{ message }] = checkLine(line).problems;
    expect(message).toMatch(/^.{20,}\.$|\?$|\\\\\.$/);
    expect(message).not.toContain('undefined');
  });

  test.each([
    ['trailing comma', `{${record},}`],
    ['Python', `{${record}, "ok": True}`],
    ['raw tab', `{${record}, "x": "a\tb"}`],
  ])('fixed: %s', (_, line) => {
    expect(checkLine(fixed(line, 'json-syntax')).problems).toEqual([]);
  });

  test.each([
    ['«[1, 2]»', 'not-an-object'],
    [' «"text"» ', 'not-an-object'],
    ['«null»', 'not-an-object'],
    ['«{»"messages": []}', 'unknown-format'],
    ['«{»}', 'unknown-format'],
  ])('%s', (line, code) => expectProblems(line, code));

  test('a blank line is nothing', () => {
    expect(checkLine('')).toEqual({ examples: [], problems: [] });
    expect(checkLine(' \t\r')).toEqual({ examples: [], problems: [] });
  });
});

describe('what JSON.parse lets through', () => {
  test.each([
    ['duplicate key', `{«"prompt"»: "old", ${record}}`, 'duplicate-key'],
    ['duplicate key, escaped', `{«"pro\\u006dpt"»: "old", ${record}}`, 'duplicate-key'],
    [
      'duplicate key deep inside',
      `{${record}, "meta": [{«"a"»: 1, "b": {"a": 2}, "a": "a\\"b"}]}`,
      'duplicate-key',
    ],
    ['escaped half of a pair', `{${record}, "x": "a«\\ud83d»b"}`, 'lone-surrogate'],
    ['the other half', `{${record}, "x": "«\\uDE00»\\ud83d\\ude00"}`, 'lone-surrogate'],
    ['raw half', `{${record}, "x": "«\ud83d»"}`, 'lone-surrogate'],
    ['U+2028', `{${record}, "x": "a«\u2028»b\u2028"}`, 'line-separator'],
    ['byte order mark', `«\ufeff»{${record}}`, 'byte-order-mark'],
    ['several of them', `«\ufeff\ufeff»{${record}}`, 'byte-order-mark'],
  ])('%s', (_, marked, code) => {
    expectProblems(marked, code);
    const line = marked.replace(/[«»]/g, '');
    expect(exampleOf(line).tiers).toEqual([[1], [0]]);
    expect(checkLine(fixed(line, code)).problems).toEqual([]);
  });

  test('escaped backslashes are no escapes, and whole pairs are whole', () => {
    expectProblems(`{${record}, "x": "\\\\ud83d \\ud83d\\ude00 😀"}`);
  });

  test('the later of two keys counts, and the fix keeps it', () => {
    expect(exampleOf(`{"prompt": "old", ${record}}`).prompt).toBe('q');
    expect(fixed(`{"prompt": {"x": [1]} , ${record}}`, 'duplicate-key')).toBe(`{${record}}`);
  });

  test('the escape of U+2029 is its own', () => {
    expect(fixed(`{${record}, "x": "\u2029\u2028"}`, 'line-separator')).toContain('"\\u2029\\u2028"');
  });

  test('nesting that ends the stack of others', () => {
    const deep = (levels: number) => `{${record}, "x": ${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(checkLine(deep(300)).problems).toEqual([]);
    expect(checkLine(deep(100_000)).problems.map(({ code }) => code)).toEqual(['json-too-deep']);
    expect(checkLine('['.repeat(1_000_000)).problems.map(({ code }) => code)).toEqual(['json-syntax']);
  });
});

test('a record of very many parts is read, and its problems are limited', () => {
  const many = 60_000;
  const list = (element: string) => `[${`${element},`.repeat(many - 1)}${element}]`;
  const turns = '[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]';
  expect(
    checkLine(`{"prompt": "q", "responses": ${list('5')}, "ranks": ${list('1')}}`).problems,
  ).toHaveLength(50);
  expect(
    checkLine(`{"prompt": "q", "responses": ${list(turns)}, "ranks": ${list('1')}}`).problems,
  ).toHaveLength(50);
}, 60_000);

describe('a line meant to take the memory', () => {
  const hostile = (start: string, part: string, times: number, end: string) =>
    checkLine(start + part.repeat(times) + end).problems;
  const start = '{"prompt": "q", "responses": ["a", "b"], "ranking": [0, 1], "x": [';

  test.each([
    ['numbers', start, '0,', '0]}'],
    ['objects', start, '{},', '{}]}'],
    ['no JSON', start, 'NaN,', '0]'],
    ['twins of a key', '{"prompt": "q", "responses": ["a", "b"], "ranking": [0, 1],', '"a":1,', '"b":1}'],
  ])('more than a million values: %s', (_, from, part, to) => {
    expect(hostile(from, part, 1_100_000, to)).toMatchObject([{ code: 'json-too-large', start: 0 }]);
  });

  test('commas in a text are no values', () => {
    expect(
      hostile('{"prompt": "', ', ', 1_100_000, '", "responses": ["a", "b"], "ranking": [0, 1]}'),
    ).toEqual([]);
  });

  test('a hundred thousand NaNs are read over, and the first told', () => {
    expect(readSyntax(`[${'NaN,'.repeat(100_000)}0]`)).toMatchObject({
      fault: undefined,
      notNumbers: { length: 50 },
    });
  });

  test('a fix of very many edits is none', () => {
    const separators = (times: number) =>
      hostile('{"prompt": "q', '\u2028', times, '", "responses": ["a", "b"], "ranking": [0, 1]}');
    expect(separators(1000)[0].fixes[0].edits).toHaveLength(1000);
    expect(separators(1001)[0]).toMatchObject({ fixes: [], message: expect.stringContaining('(1001 times') });
  });

  test('warnings do not crowd out the error', () => {
    const found = checkLine(
      `{"prompt": "${'\\ud800 '.repeat(60)}", "responses": ["a", "b"], "ranking": [0, 9]}`,
    );
    expect(found.examples).toEqual([]);
    expect(found.problems).toHaveLength(50);
    expect(found.problems[49].code).toBe('ranking-out-of-range');
  });
});

test('a message that quotes half a pair of surrogates can be decoded', () => {
  const line = `{"prompt": "q", "responses": ["a", "b"], "ranking": ["${'x'.repeat(23)}😀y", "\\ud83d"]}`;
  const problems = checkLine(line).problems.filter(({ code }) => code === 'ranking-not-numbers');
  expect(problems).toHaveLength(2);
  for (const { message } of problems) {
    expect(message).toContain('\ufffd');
    expect(message).not.toMatch(/\p{Surrogate}/u);
  }
});

describe('an example', () => {
  test('keeps its id and its scalar fields', () => {
    const line = `{"id": 7, ${record}, "source": "web", "turn": 2, "ok": true, "meta": {"a": 1}, "note": null, "__proto__": "x", "big": 1e999}`;
    const { id, slices } = exampleOf(line);
    expect(id).toBe('7');
    expect(Object.entries(slices)).toEqual([
      ['source', 'web'],
      ['turn', 2],
      ['ok', true],
      ['__proto__', 'x'],
    ]);
    expect(exampleOf(`{${record}, "post": "${'long '.repeat(100)}"}`).slices).toEqual({});
  });
});
