import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../../extension/preference/columns.ts';
import type { Rows } from '../../../../extension/preference/rows.ts';
import { evaluate, searchesOf } from '../../../../webview/query/evaluate.ts';
import { countedValues, queryColumn, queryFields } from '../../../../webview/query/fields.ts';
import { understand } from '../../../../webview/query/understand.ts';
import { generatedRows, shownRows } from '../../../webview/generatedRows.ts';

function asked(rows: Rows, text: string): boolean[] {
  const shown = shownRows(rows);
  const results = { rows: shown, derived: derive(rows, 0.1) };
  const { query, problem } = understand(text, queryFields(shown));
  if (!query) throw new Error(problem?.message);
  const n = rows.line.length;
  const mask = evaluate(query, {
    n,
    column: (field) => queryColumn(field, results),
    search: (words) => Uint8Array.from({ length: n }, (_, row) => +(words === 'even' && row % 2 === 0)),
  });
  return Array.from(mask, Boolean);
}

const slices: Rows['slices'] = [{ source: 'web', n: 1 }, { source: 'Books', n: 2 }, undefined, { source: 3 }];
const rows: Rows = { ...generatedRows(4, 0, true), slices };

describe('values of the data', () => {
  test.each([
    ['source = "web"', [1, 0, 0, 0]],
    ['source = web', [1, 0, 0, 0]],
    ['source != "web"', [0, 1, 1, 1]],
    ['source ~ "oo"', [0, 1, 0, 0]],
    ['source ~ "BOOK"', [0, 1, 0, 0]],
    ['source in (web, 3)', [1, 0, 0, 1]],
    ['source not in (web, 3)', [0, 1, 1, 0]],
    ['source is missing', [0, 0, 1, 0]],
    ['source is not missing', [1, 1, 0, 1]],
    ['n > 1', [0, 1, 0, 0]],
    ['n <= 2', [1, 1, 0, 0]],
    ['n != 1', [0, 1, 1, 1]],
    ['not (n = 1)', [0, 1, 1, 1]],
    ['n is missing', [0, 0, 1, 1]],
    ['line in (1, 4)', [1, 0, 0, 1]],
    ['id = "task-00002"', [0, 0, 1, 0]],
    ['id > "task-1"', [0, 0, 1, 1]],
    ['text ~ "even" and line > 1', [0, 0, 1, 0]],
    ['n = 1 or source = 3', [1, 0, 0, 1]],
  ])('%s', (text, expected) => expect(asked(rows, text).map(Number)).toEqual(expected));
});

test('turns: of the prompt, whatever a field of the data is called; not offered where no row knows them', () => {
  const own: Rows = { ...rows, turns: Uint16Array.of(1, 3, 0, 5), slices: [{ turns: 7 }, {}, {}, {}] };
  expect(asked(own, 'turns >= 3').map(Number)).toEqual([0, 1, 0, 1]);
  expect(asked(own, 'data.turns = 7').map(Number)).toEqual([1, 0, 0, 0]);
  const older = { ...own, turns: new Uint16Array(4) };
  expect(asked(older, 'data.turns = 7').map(Number)).toEqual([1, 0, 0, 0]);
  expect(() => asked(older, 'turns >= 3')).toThrow('There is no field `turns`');
});

describe('values of a run', () => {
  const many = generatedRows(200);
  const derived = derive(many, 0.1);
  const where = (test: (row: number) => boolean) => Array.from(many.line, (_, row) => test(row));

  test('numbers, and nothing matches what is not there but missing and unequal', () => {
    expect(asked(many, 'loss > 1')).toEqual(where((row) => derived.loss[row] > 1));
    expect(asked(many, 'loss is missing')).toEqual(where((row) => Number.isNaN(derived.loss[row])));
    expect(asked(many, 'k >= 4')).toEqual(where((row) => many.offsets[row + 1] - many.offsets[row] >= 4));
    expect(asked(many, 'top1')).toEqual(where((row) => derived.top1[row] === 1));
    expect(asked(many, 'top1 = false')).toEqual(where((row) => derived.top1[row] === 0));
    expect(asked(many, 'top1 is missing')).toEqual(where((row) => derived.top1[row] > 1));
    expect(asked(many, 'turns >= 3')).toEqual(where((row) => many.turns[row] >= 3));
    expect(asked(many, 'turns is missing')).toEqual(where((row) => many.turns[row] === 0));
    expect(asked(many, 'truncated')).toEqual(where((row) => (many.flags[row] & 1) === 1));
    expect(asked(many, 'status = tied')).toEqual(where((row) => many.status[row] === 2));
    expect(asked(many, 'reason ~ "token id"')).toEqual(where((row) => many.status[row] === 1));
  });

  test('over the completions of a row', () => {
    const of = <T>(row: number, values: ArrayLike<T>) =>
      Array.from(values).slice(many.offsets[row], many.offsets[row + 1]);
    expect(asked(many, 'tokens.max >= 40')).toEqual(
      where((row) => of(row, many.tokens).some((n) => n >= 40)),
    );
    expect(asked(many, 'tokens is missing')).toEqual(
      where((row) => of(row, many.tokens).every((n) => n === 0)),
    );
    expect(asked(many, 'reward.max > 1')).toEqual(where((row) => of(row, derived.reward).some((r) => r > 1)));
    expect(asked(many, 'reward.min < -1')).toEqual(
      where((row) => of(row, derived.reward).some((r) => r < -1)),
    );
    const best = (row: number) => {
      const first = of(row, derived.reward).filter((_, i) => of(row, many.tier)[i] === 0);
      return first.reduce((sum, r) => sum + r, 0) / first.length;
    };
    expect(asked(many, 'reward > 0')).toEqual(where((row) => best(row) > 0));
    const sum = (row: number) => of(row, many.policyLogp).reduce((a, b) => a + b, 0);
    expect(asked(many, 'policy < -100')).toEqual(where((row) => many.status[row] !== 3 && sum(row) < -100));
  });

  test('distinct values with their counts', () => {
    const shown = shownRows(many);
    const results = { rows: shown, derived };
    const field = (name: string) => queryFields(shown).find((f) => f.name === name)!;
    expect(countedValues(field('source'), results)).toEqual([
      { value: 'arithmetic', count: 67 },
      { value: 'sorting', count: 67 },
      { value: 'spelling', count: 66 },
    ]);
    expect(countedValues(field('truncated'), results)).toEqual([
      { value: false, count: 196 },
      { value: true, count: 4 },
    ]);
    expect(countedValues(field('loss'), results)).toEqual([]);
  });
});

test('not is the rest, and and/or follow the truth tables, whatever the numbers', () => {
  const value = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constant(undefined));
  const comparison = fc.tuple(
    fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    fc.integer({ min: -2, max: 2 }),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), comparison, comparison, (values, a, b) => {
      if (values.every((v) => v === undefined)) return;
      const made: Rows = {
        ...generatedRows(values.length),
        slices: values.map((v) => (v === undefined ? undefined : { x: v })),
      };
      const [first, second] = [a, b].map(([operator, limit]) => `x ${operator} ${limit}`);
      const [left, right] = [asked(made, first), asked(made, second)];
      expect(asked(made, `not ${first}`)).toEqual(left.map((l) => !l));
      expect(asked(made, `${first} and ${second}`)).toEqual(left.map((l, i) => l && right[i]));
      expect(asked(made, `${first} or ${second}`)).toEqual(left.map((l, i) => l || right[i]));
    }),
  );
});

test('the texts that are searched for', () => {
  const fields = queryFields(shownRows(rows));
  const { query } = understand('text ~ "a" and not (text ~ b or loss > 3 and text ~ "a")', fields);
  expect(searchesOf(query!)).toEqual(['a', 'b']);
});
