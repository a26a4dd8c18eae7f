import { describe, expect, test } from 'vitest';
import type { Field } from '../../../../webview/query/check.ts';
import { complete, completed } from '../../../../webview/query/complete.ts';

const fields: Field[] = [
  { name: 'loss', kind: 'number', hint: '' },
  { name: 'chance', kind: 'number', hint: '' },
  { name: 'truncated', kind: 'boolean', hint: '' },
  { name: 'source', kind: 'words', hint: '' },
  { name: 'prompt type', kind: 'words', hint: '' },
];
const values = (field: Field) =>
  field.name === 'source'
    ? [
        { value: 'web', count: 1200 },
        { value: 'old "books"', count: 1 },
      ]
    : [];
/** `|` is the caret. */
const options = (marked: string) => {
  const caret = marked.indexOf('|');
  return complete(marked.replace('|', ''), caret, fields, values).options.map(({ text }) => text);
};

describe('what may come next', () => {
  test.each([
    ['|', ['loss', 'chance', 'truncated', 'source', '`prompt type`']],
    ['lo|', ['loss']],
    ['pro|', ['`prompt type`']],
    ['`pro|', ['`prompt type`']],
    ['s|', ['source', 'loss']],
    ['source |', ['=', '!=', '~', 'in', 'is missing', 'is not missing']],
    ['source = |', ['"web"', '"old \\"books\\""']],
    ['source = "bo|', ['"old \\"books\\""']],
    ['source in |', ['(']],
    ['source in (|', ['"web"', '"old \\"books\\""']],
    ['source in (web, o|', ['"old \\"books\\""']],
    ['source is |', ['missing', 'not missing']],
    ['loss > 3 |', ['and', 'or']],
    ['loss > 3 a|', ['and']],
    ['truncated |', ['=', '!=', 'is missing', 'is not missing', 'and', 'or']],
    ['(loss > 3 or l|) and k', ['loss']],
    ['loss = = |', []],
    ['source = "web"|', []],
  ])('%s', (marked, texts) => {
    if (marked === 'source = "web"|') expect(options(marked)).toEqual(['and', 'or']);
    else expect(options(marked)).toEqual(texts);
  });

  test('values say how many examples have them', () => {
    expect(complete('source = ', 9, fields, values).options.map(({ hint }) => hint)).toEqual([
      '1,200 examples',
      '1 example',
    ]);
  });
});

test('an option takes the place of what was typed, and the caret goes on behind it', () => {
  const { place, options } = complete('so and k > 3', 2, fields, values);
  expect(completed('so and k > 3', place, options[0])).toEqual({ text: 'source and k > 3', caret: 7 });
  const end = complete('source = "w', 11, fields, values);
  expect(completed('source = "w', end.place, end.options[0])).toEqual({ text: 'source = "web" ', caret: 15 });
});
