import { describe, expect, test } from 'vitest';
import { openChat } from '../../../extension/model/chatText.ts';
import { encodeInTime, loadInTime } from '../../../extension/model/encodeInTime.ts';
import { defaultScoring } from '../../../extension/model/settings.ts';
import { OutOfTime, within } from '../../../extension/model/timeLimit.ts';
import { readTokenizerFiles } from '../../../extension/model/tokenizerFiles.ts';
import { chatTemplate, type TemplateName, templateSource } from '../../fixtures/chat/template.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { tinyFolder } from '../../fixtures/onnx/modelFolder.ts';
import { tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

const asked = [{ role: 'user', content: 'x'.repeat(1000) }];
const render = (source: string) => chatTemplate(source).render(asked, { generationPrompt: true, tools: [] });

describe('a template that would never end is ended', () => {
  const loops = (body: string, depth: number) =>
    '{% for i in range(99) %}'.repeat(depth) + body + '{% endfor %}'.repeat(depth);
  const doubling =
    '{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}';
  test.each([
    ['loops in loops', loops('x', 5), /not ended after/],
    ['calls that double', doubling, /not ended after/],
    [
      'a text that doubles',
      '{% set ns = namespace(s="ab") %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}',
      /grow beyond|not ended after/,
    ],
    [
      'the conversation again and again',
      loops('{{ messages[0].content }}', 3),
      /grow beyond|not ended after/,
    ],
    [
      'a list that doubles',
      '{% set ns = namespace(a=[1]) %}{% for i in range(99) %}{% set ns.a = ns.a + ns.a %}{% endfor %}',
      /grow beyond|not ended after/,
    ],
    [
      'lists of lists, small until they are written',
      '{% set ns = namespace(a=[]) %}{% for i in range(99) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a | tojson }}',
      /lists grow/,
    ],
    [
      'objects of objects',
      '{% set ns = namespace(a={}) %}{% for i in range(99) %}{% set ns.a = {"a": ns.a, "b": ns.a} %}{% endfor %}{{ ns.a | tojson }}',
      /lists grow/,
    ],
    ['long lists', loops('{% set a = range(99999) %}', 1), /grow beyond|not ended after/],
    ['calls without end', '{% macro f(g) %}{{ g(g) }}{% endmacro %}{{ f(f) }}', /call stack/],
  ])('%s', (_, source, reason) => {
    expect(() => render(source)).toThrow(reason);
  });

  test('and is not tried again and again for the examples of a file', () => {
    const chat = openChat(chatTemplate(doubling), asked, undefined, false);
    const answer = [{ role: 'assistant', content: 'x' }];
    for (let i = 0; i < 3; i++)
      expect(chat(answer)).toEqual({
        ok: false,
        reason: expect.stringMatching(/cannot be run.*not ended after/),
      });
    const took = cpuTime();
    for (let i = 0; i < 1000; i++) chat(answer);
    expect(took()).toBeLessThan(500);
  });
});

test.each<TemplateName>([
  'chatml',
  'deepseekR1',
  'gemma',
  'llama3',
  'mistral',
  'phi3',
  'qwen3',
  'vicuna',
  'zephyr',
])('a long conversation is far from any bound: %s', (name) => {
  const turns = Array.from({ length: 1000 }, (_, i) => ({
    role: i % 2 ? 'assistant' : 'user',
    content: 'a word '.repeat(60),
  }));
  expect(
    chatTemplate(templateSource(name)).render([...turns, turns[0]], {
      generationPrompt: true,
      tools: undefined,
    }).length,
  ).toBeGreaterThan(400_000);
});

describe('work that may hang', () => {
  test('gives what it returns, and throws what it throws', () => {
    expect(within(10_000, () => [1])).toEqual([1]);
    expect(() =>
      within(10_000, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(RangeError);
  });

  test('ends in a loop that catches everything, and in a regular expression', () => {
    expect(() =>
      within(100, () => {
        for (;;)
          try {
            JSON.parse('{');
          } catch {}
      }),
    ).toThrow(OutOfTime);
    expect(() => within(100, () => /^(a+)+$/.test(`${'a'.repeat(50)}!`))).toThrow(OutOfTime);
    expect(within(10_000, () => 'still here')).toBe('still here');
  });

  test('a tokenizer whose pattern never ends is a reason that names its folder, and the third time the last', async () => {
    const pattern = { type: 'Split', pattern: { Regex: '(a+)+!' }, behavior: 'Isolated', invert: false };
    const tokenizer = {
      ...tinyTokenizer(),
      pre_tokenizer: { type: 'Sequence', pretokenizers: [pattern, tinyTokenizer().pre_tokenizer] },
    };
    const folder = tinyFolder({}, {}, { 'tokenizer.json': tokenizer });
    const encode = encodeInTime(loadInTime(await readTokenizerFiles(folder)), folder, 200);
    const item = { prompt: 'a'.repeat(60), completions: ['b'] };
    expect(encode({ prompt: 'short', completions: ['b'] }, defaultScoring)).toMatchObject({ ok: true });
    for (let i = 0; i < 3; i++)
      expect(encode(item, defaultScoring)).toEqual({ ok: false, reason: expect.stringContaining(folder) });
    const took = cpuTime();
    for (let i = 0; i < 100; i++) encode(item, defaultScoring);
    expect(took()).toBeLessThan(1000);
  });
});
