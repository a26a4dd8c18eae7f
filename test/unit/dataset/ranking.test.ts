import { describe, expect, test } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { exampleOf, expectProblems, fixed } from './expectProblems.ts';

const three = '"prompt": "q", "responses": ["a", "b", "c"]';

describe('the native record', () => {
  test.each([
    ['a strict order', '"ranking": [2, 0, 1]', [[2], [0], [1]]],
    ['ties', '"ranking": [2, [1, 0]]', [[2], [1, 0]]],
    ['a partial order: the rest is below, order unknown', '"ranking": [1]', [[1], [0, 2]]],
    ['whole numbers written as floats', '"ranking": [2.0, 0, 1]', [[2], [0], [1]]],
    ['ranks, 1 = best, with a tie', '"ranks": [2, 1, 2]', [[1], [0, 2]]],
    ['ranks with gaps, from 0, as floats', '"ranks": [0.0, 8, 5.5]', [[0], [2], [1]]],
    ['scores, higher = better', '"scores": [-1, 2e3, 0.5]', [[1], [2], [0]]],
    ['the ranking before the scores', '"scores": [3, 2, 1], "ranking": [2, 1, 0]', [[2], [1], [0]]],
    ['null is absent, as columnar exports write it', '"ranking": null, "ranks": [3, 2, 1]', [[2], [1], [0]]],
  ])('%s', (_, ranking, tiers) => {
    const line = `{${three}, ${ranking}}`;
    expectProblems(line);
    expect(exampleOf(line).tiers).toEqual(tiers);
  });

  test.each([
    ['missing', `«{»${three}}`, 'ranking-missing'],
    ['null', `{${three}, "ranking": «null»}`, 'ranking-missing'],
    ['empty', `{${three}, "ranking": «[]»}`, 'ranking-missing'],
    ['a text', `{${three}, "ranking": «"0>1>2"»}`, 'ranking-not-numbers'],
    ['an object', `{${three}, "ranking": «{"a": 1}»}`, 'ranking-not-numbers'],
    ['texts', `{${three}, "ranking": [«"b"», 0, 2]}`, 'ranking-not-numbers'],
    ['scores in its place', `{${three}, "ranking": [«0.5», 0, 2]}`, 'ranking-not-numbers'],
    ['null in it', `{${three}, "ranking": [0, «null», 2]}`, 'ranking-not-numbers'],
    ['a tie of nothing', `{${three}, "ranking": [0, «[]», 2]}`, 'ranking-not-numbers'],
    ['a tie in a tie', `{${three}, "ranking": [0, [1, «[2]»]]}`, 'ranking-not-numbers'],
    ['beyond all bounds', `{${three}, "ranking": [0, «1e999», 2]}`, 'ranking-nan'],
    ['NaN', `{${three}, "ranking": [0, «NaN», 2]}`, 'ranking-nan'],
    ['NaN among scores', `{${three}, "scores": [0, «-Infinity», 2]}`, 'ranking-nan'],
    ['NaN elsewhere', `{${three}, "ranking": [0], "kl": «NaN»}`, 'json-nan'],
    ['out of range', `{${three}, "ranking": [0, «3», 2]}`, 'ranking-out-of-range'],
    ['negative', `{${three}, "ranking": [0, «-1», 2]}`, 'ranking-out-of-range'],
    ['duplicate', `{${three}, "ranking": [0, 1, «0»]}`, 'ranking-duplicate'],
    ['duplicate in a tie', `{${three}, "ranking": [2, [0, «2»], 1]}`, 'ranking-duplicate'],
    ['from 1', `{${three}, "ranking": «[3, 1, 2]»}`, 'ranking-one-based'],
    ['from 1, partial, tied', `{${three}, "ranking": «[[3, 1]]»}`, 'ranking-one-based'],
    ['all tied', `{${three}, "ranking": «[[0, 1, 2]]»}`, 'ranking-all-tied'],
    ['all ranks equal', `{${three}, "ranks": «[1, 1, 1]»}`, 'ranking-all-tied'],
    ['too few ranks', `{${three}, "ranks": «[1, 2]»}`, 'ranks-length'],
    ['too many scores', `{${three}, "scores": «[1, 2, 3, 4]»}`, 'scores-length'],
    ['a rank that is text', `{${three}, "ranks": [1, 2, «"N/A"»]}`, 'ranking-not-numbers'],
  ])('%s', (_, line, code) => expectProblems(line, code));

  test('several wrong elements are several problems', () => {
    expectProblems(
      `{${three}, "ranking": [«7», 0, «0», «9»]}`,
      'ranking-out-of-range',
      'ranking-duplicate',
      'ranking-out-of-range',
    );
  });

  test('everything tied is a warning: the record stays, without a preference', () => {
    const { examples, problems } = checkLine(`{${three}, "ranking": [[0, 1, 2]]}`);
    expect(examples[0]?.tiers).toEqual([[0, 1, 2]]);
    expect(problems[0].severity).toBe('warning');
  });

  test.each([
    ['prompt missing', '«{»"responses": ["a", "b"], "ranking": [0, 1]}', 'prompt-missing'],
    ['prompt null', '{"prompt": «null», "responses": ["a", "b"], "ranking": [0, 1]}', 'prompt-missing'],
    ['prompt blank', '{"prompt": «" \\n"», "responses": ["a", "b"], "ranking": [0, 1]}', 'prompt-empty'],
    ['prompt of no messages', '{"prompt": «[]», "responses": ["a", "b"], "ranking": [0, 1]}', 'prompt-empty'],
    ['prompt a number', '{"prompt": «5», "responses": ["a", "b"], "ranking": [0, 1]}', 'prompt-not-text'],
    ['no responses', '«{»"prompt": "q", "ranking": [0, 1]}', 'too-few-responses'],
    ['one response', '{"prompt": "q", "responses": «["a"]», "ranking": [0]}', 'too-few-responses'],
    ['responses a text', '{"prompt": "q", "responses": «"a"», "ranking": [0]}', 'responses-not-list'],
    ['an empty response', '{"prompt": "q", "responses": ["a", «"  "»], "ranking": [0, 1]}', 'response-empty'],
    ['a number', '{"prompt": "q", "responses": ["a", «4»], "ranking": [0, 1]}', 'response-not-text'],
    ['null', '{"prompt": "q", "responses": [«null», "b"], "ranking": [0, 1]}', 'response-not-text'],
    ['twins of two', '{"prompt": "q", "responses": ["a", «"a"»], "ranking": [0, 1]}', 'responses-identical'],
    [
      'twins of three',
      '{"prompt": "q", "responses": ["a", "b", «"a"»], "ranks": [1, 2, 3]}',
      'responses-identical',
    ],
  ])('%s', (_, line, code) => expectProblems(line, code));

  test('identical responses stop an example of two, and warn in a larger one', () => {
    const severity = (line: string) => checkLine(line).problems.map((problem) => problem.severity);
    expect(severity('{"prompt": "q", "responses": ["a", "a"], "ranking": [0, 1]}')).toEqual(['error']);
    expect(severity('{"prompt": "q", "responses": ["a", "a", "b"], "ranking": [0, 1]}')).toEqual(['warning']);
    expect(severity('{"prompt": "q", "responses": ["a", "a", "a"], "ranking": [0, 1]}')).toEqual([
      'error',
      'error',
    ]);
  });

  test('nobody is told to tie what is tied', () => {
    const [untied] = checkLine('{"prompt": "q", "responses": ["a", "a", "b"], "ranking": [0, 1]}').problems;
    expect(untied.message).toContain('Take one of them out, or tie them.');
    const [tied] = checkLine(
      '{"prompt": "q", "responses": ["a", "a", "b"], "ranking": [[0, 1], 2]}',
    ).problems;
    expect(tied.message).toContain('Take one of them out.');
  });

  test('as many responses as tiers can be counted, and no more', () => {
    const many = (count: number) => {
      const numbers = Array.from({ length: count }, (_, i) => i);
      return JSON.stringify({ prompt: 'q', responses: numbers.map(String), ranks: numbers });
    };
    expect(exampleOf(many(65_536)).tiers).toHaveLength(65_536);
    const { examples, problems } = checkLine(many(65_537));
    expect(examples).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['too-many-responses']);
    expect(problems[0].message).toContain('at most 65,536 responses; here are 65,537');
  });
});

describe('fixes of a ranking', () => {
  const ranking = (list: string) => `{${three}, "ranking": ${list}}`;
  test.each([
    ['drop the duplicate', '[2, 0, 2]', 'ranking-duplicate', 0, '[2, 0]'],
    ['drop it at the start', '[[2, 0], 1 , 1]', 'ranking-duplicate', 0, '[[2, 0], 1]'],
    ['drop it in a tie', '[2, [0, 2], 1]', 'ranking-duplicate', 0, '[2, [0], 1]'],
    ['a tie goes with its last', '[2, [2], 1]', 'ranking-duplicate', 0, '[2, 1]'],
    ['complete the order', '[2, 0, 2]', 'ranking-duplicate', 1, '[2, 0, 1]'],
    ['complete it', '[2, 0, 5]', 'ranking-out-of-range', 0, '[2, 0, 1]'],
    ['drop what names nothing', '[7, 0]', 'ranking-out-of-range', 0, '[0]'],
    ['count from 0', '[3, [1, 2]]', 'ranking-one-based', 0, '[2, [0, 1]]'],
    ['numbers for texts', '["2", 0, 1]', 'ranking-not-numbers', 0, '[2, 0, 1]'],
  ])('%s', (_, before, code, which, after) => {
    expect(fixed(ranking(before), code, which)).toBe(ranking(after));
  });

  test('nothing is offered where nothing is certain', () => {
    const fixes = (list: string) => checkLine(ranking(list)).problems.flatMap((problem) => problem.fixes);
    expect(fixes('[9]')).toEqual([]);
    expect(fixes('["best"]')).toEqual([]);
    expect(fixes('[0, 0]')).toHaveLength(1);
  });
});

describe('log-probs in the record', () => {
  const record = `${three}, "ranking": [0, 1, 2]`;
  test('come along', () => {
    const example = exampleOf(
      `{${record}, "policy_logps": [-1, -2.5, -3], "reference_logps": [-1, -2, -3e1]}`,
    );
    expect(example.policyLogps).toEqual([-1, -2.5, -3]);
    expect(example.referenceLogps).toEqual([-1, -2, -30]);
    expect(exampleOf(`{${record}, "policy_logps": null}`).policyLogps).toBeUndefined();
  });

  test.each([
    ['too few', `{${record}, "policy_logps": «[-1, -2]»}`, 'logps-length'],
    ['no list', `{${record}, "reference_logps": «-3»}`, 'logps-not-finite'],
    ['null in it', `{${record}, "reference_logps": [-1, «null», -2]}`, 'logps-not-finite'],
    ['infinite', `{${record}, "reference_logps": [-1, «-1e999», -2]}`, 'logps-not-finite'],
    ['NaN', `{${record}, "reference_logps": [-1, «NaN», -2]}`, 'logps-not-finite'],
  ])('%s', (_, line, code) => expectProblems(line, code));
});
