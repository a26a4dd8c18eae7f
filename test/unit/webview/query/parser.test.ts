import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expression, parse } from '../../../../webview/query/parser.ts';

/** A filter in brackets, as it was understood. */
function shown(e: Expression | undefined): string {
  if (!e) return '';
  switch (e.kind) {
    case 'and':
    case 'or':
      return `(${e.parts.map(shown).join(` ${e.kind} `)})`;
    case 'not':
      return `not ${shown(e.part)}`;
    case 'compare':
      return `${e.field.text} ${e.operator} ${JSON.stringify(e.value.value)}`;
    case 'in':
      return `${e.field.text} in ${JSON.stringify(e.values.map(({ value }) => value))}`;
    case 'missing':
      return `${e.field.text} missing`;
    case 'holds':
      return e.field.text;
    default:
      return e satisfies never;
  }
}

const read = (text: string) => shown(parse(text).expression);

describe('what is understood', () => {
  test.each([
    ['', ''],
    ['loss > 3', 'loss > 3'],
    ['loss > 3 and source = "web" and k >= 4', '(loss > 3 and source = "web" and k >= 4)'],
    ['a = 1 or b = 2 and c = 3', '(a = 1 or (b = 2 and c = 3))'],
    ['(a = 1 or b = 2) and c = 3', '((a = 1 or b = 2) and c = 3)'],
    ['not truncated AND not (k<3)', '(not truncated and not k < 3)'],
    ['source in ("web", books, 3, true)', 'source in ["web","books",3,true]'],
    ['source not in (web)', 'not source in ["web"]'],
    ['margin is missing or id Is Not Missing', '(margin missing or not id missing)'],
    ["`prompt ``type```='it\\'s'", 'prompt `type` = "it\'s"'],
    ['`and` = 1', 'and = 1'],
    ['margin < −1.5e−3', 'margin < -0.0015'],
    ['accuracy >= 50%', 'accuracy >= 0.5'],
    ['tokens.max>5', 'tokens.max > 5'],
    ['text ~ "words"', 'text ~ "words"'],
    ['status = failed', 'status = "failed"'],
  ])('%s', (text, understood) => {
    expect(parse(text).problem).toBeUndefined();
    expect(read(text)).toBe(understood);
  });
});

describe('what is not: the place, and what to write instead', () => {
  test.each([
    ['loss >', 6, 6, 'A value is missing here'],
    ['loss > and k = 2', 7, 10, 'A value is missing here'],
    ['loss 3', 5, 6, 'before a value'],
    ['loss == 3', 5, 7, 'Write `=`'],
    ['loss > 3 && k > 2', 9, 11, 'Write `and`'],
    ['loss > 3 k > 2', 9, 10, '`and` or `or`'],
    ['(loss > 3', 9, 9, 'A `)` is missing'],
    ['loss > 3)', 8, 9, 'closes nothing'],
    ['source = "web', 9, 13, 'Write a " after it'],
    ['`source = 3', 0, 11, 'Write a backquote'],
    ['source in web', 10, 13, 'in ("web", "books")'],
    ['source in (web', 14, 14, '`)` after the last'],
    ['"web"', 0, 5, 'text ~ "words"'],
    ['loss is 3', 8, 9, '`missing` or `not missing`'],
    ['loss > 3 and', 12, 12, 'begins with a field'],
    ['loss # 3', 5, 6, 'does not belong here'],
    ['not '.repeat(1000), 400, 403, 'nested too deeply'],
  ])('%s', (text, from, to, words) => {
    const { problem, expression } = parse(text);
    expect(expression).toBeUndefined();
    expect(problem).toMatchObject({ from, to });
    expect(problem?.message).toContain(words);
  });
});

describe('whatever is written', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'loss',
      'and',
      'or',
      'not',
      'in',
      'is',
      'missing',
      '(',
      ')',
      ',',
      '=',
      '!=',
      '~',
      '"a',
      '`b',
      '3',
      '-',
      ' ',
    ),
    fc.string({ maxLength: 4, unit: 'binary' }),
  );

  test('nothing throws; a problem lies inside the text and has words', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { problem, expression } = parse(text);
        expect(problem === undefined || expression === undefined).toBe(true);
        if (!problem) return;
        expect(problem.from).toBeGreaterThanOrEqual(0);
        expect(problem.to).toBeGreaterThanOrEqual(problem.from);
        expect(problem.to).toBeLessThanOrEqual(text.length);
        expect(problem.message).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('a hundred thousand parentheses are a problem, not a crash', () => {
    expect(parse('('.repeat(100_000)).problem?.message).toContain('nested too deeply');
    expect(parse('not '.repeat(100_000)).problem?.message).toContain('nested too deeply');
  });
});
