import { describe, expect, test } from 'vitest';
import { queryFields } from '../../../../webview/query/fields.ts';
import { understand } from '../../../../webview/query/understand.ts';
import { generatedRows, shownRows } from '../../../webview/generatedRows.ts';

const rows = generatedRows(3);
const fields = queryFields(
  shownRows({
    ...rows,
    slices: [
      { source: 'web', 'prompt type': 'open', chat: true, score: 3 },
      { source: 'books', chat: false, score: 4, loss: 9 },
      { source: 7 },
    ],
  }),
);
const problem = (text: string) => {
  const { problem } = understand(text, fields);
  return problem && [text.slice(problem.from, problem.to), problem.message];
};

describe('fields', () => {
  test.each([
    'loss > 3',
    'Source = web',
    'source = 7',
    '`prompt type` ~ op',
    'chat',
    'score < 4',
    'data.loss = 9',
    'text ~ "a"',
  ])('%s', (text) => expect(problem(text)).toBeUndefined());
});

describe('problems name the wrong part and what to write instead', () => {
  test.each([
    ['los > 3', 'los', 'There is no field `los`. Did you mean `loss`?'],
    ['k > 3 and (sorce = "web")', 'sorce', 'There is no field `sorce`. Did you mean `source`?'],
    ['`prompt typ` = 1', '`prompt typ`', 'There is no field `prompt typ`. Did you mean `prompt type`?'],
    ['loss', 'loss', '`loss` alone says nothing. Compare it, as in `loss > 0`.'],
    ['k > 2 and source', 'source', '`source` alone says nothing. Compare it, as in `source = "web"`.'],
    ['loss = "high"', '"high"', '`loss` is a number. Compare it with one, as in `loss > 3`.'],
    ['loss in (1, "a")', '"a"', '`loss` is a number. Compare it with one, as in `loss > 3`.'],
    ['loss ~ 3', '~', '`~` looks into texts, and `loss` is none. Compare it with `=`.'],
    ['truncated > 1', '>', '`truncated` is true or false: write `truncated` or `not truncated`.'],
    ['status = faild', 'faild', 'There is no status "faild". Did you mean `failed`?'],
    [
      'status = broken',
      'broken',
      'There is no status "broken". Write `ok`, `failed`, `tied` or `malformed`.',
    ],
    [
      'text = "a"',
      '=',
      '`text` stands for the text of the record, which can only be searched: `text ~ "words"`.',
    ],
    ['text ~ ""', '""', 'Write the text to look for in quotes, as in `text ~ "words"`.'],
    [
      'text is missing',
      'text',
      '`text` stands for the text of the record, which can only be searched: `text ~ "words"`.',
    ],
  ])('%s', (text, part, message) => expect(problem(text)).toEqual([part, message]));

  test('a name like none lists what there is', () => {
    expect(problem('zzzzzzzzzz = 1')?.[1]).toMatch(
      /^There is no field `zzzzzzzzzz`\. Fields are `loss`, `chance`, .* and others\.$/,
    );
  });

  test('at the end of the text it is only unfinished', () => {
    expect(understand('loss > ', fields).unfinished).toBe(true);
    expect(understand('loss > 3 and lo', fields).unfinished).toBe(true);
    expect(understand('los > 3', fields).unfinished).toBe(false);
  });
});
