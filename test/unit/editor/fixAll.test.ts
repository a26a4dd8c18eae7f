import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LocatedProblem } from '../../../extension/dataset/problem.ts';
import { compatibleEdits, type Edit, fixable } from '../../../extension/editor/fixAll.ts';

function problemWith(...edits: Edit[]): LocatedProblem {
  const fixes = edits.length > 0 ? [{ title: 'Mend it', edits }] : [];
  return { code: 'ranking-duplicate', severity: 'error', message: '', start: 0, end: 1, fixes };
}

const remove = (start: number, end: number): Edit => ({ start, end, text: '' });
const insert = (start: number, text: string): Edit => ({ start, end: start, text });

test('fixes that touch different places are made together', () => {
  expect(compatibleEdits([problemWith(remove(6, 9)), problemWith(remove(3, 6))])).toEqual([
    remove(3, 6),
    remove(6, 9),
  ]);
});

test('of two fixes that change the same place the first is made', () => {
  expect(compatibleEdits([problemWith(remove(3, 6)), problemWith(remove(5, 8), insert(20, 'x'))])).toEqual([
    remove(3, 6),
  ]);
  expect(compatibleEdits([problemWith(insert(4, 'a')), problemWith(insert(4, 'b'))])).toEqual([
    insert(4, 'a'),
  ]);
});

test('whatever the fixes, the edits never overlap', () => {
  const edit = fc.tuple(fc.nat(20), fc.nat(5)).map(([start, length]) => remove(start, start + length));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const taken = compatibleEdits(edits.map((one) => problemWith(one)));
      for (let i = 1; i < taken.length; i++) expect(taken[i - 1].end).toBeLessThanOrEqual(taken[i].start);
      if (edits.length > 0) expect(taken.length).toBeGreaterThan(0);
    }),
  );
});

test('only problems of the kind that have a fix count', () => {
  const other = { ...problemWith(remove(0, 1)), code: 'ranking-range' };
  const problems = [problemWith(remove(0, 1)), problemWith(), other].map((problem, line) => ({
    line,
    problem,
  }));
  expect(fixable(problems, 'ranking-duplicate')).toEqual([problems[0]]);
});
