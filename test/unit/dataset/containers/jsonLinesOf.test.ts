import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLinesOf } from '../../../../extension/dataset/containers/jsonLinesOf.ts';

test('an array, and objects in any spacing, become lines', () => {
  expect(jsonLinesOf('[\n {"a": 1.0,\r\n  "b": [1,\n 2]},\n {"c" : "x y"}\n]')).toBe(
    '{"a":1.0,"b":[1,2]}\n{"c" : "x y"}\n',
  );
  expect(jsonLinesOf('{"a": 1}{"b": 2}')).toBe('{"a": 1}\n{"b": 2}\n');
});

test('what is broken stays, on lines of its own', () => {
  expect(jsonLinesOf('[\n {"a":\n  nope},\n {"c": 2}\n]')).toBe('{"a":   nope}\n{"c": 2}\n');
});

test('lines stay as they are', () => {
  expect(jsonLinesOf('{"a": 1}\n{"b": 2}\n')).toBeUndefined();
  expect(jsonLinesOf('')).toBeUndefined();
});

test('any array has the lines of its records', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom<number | string>(0, 2, '\t'),
      (values, space) => {
        const expected = values.map((value) => `${JSON.stringify(value)}\n`).join('');
        expect(jsonLinesOf(JSON.stringify(values, null, space))).toBe(expected);
      },
    ),
  );
});
