import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInside, linkQuery, readLinkQuery } from '../../../extension/workbench/exampleLink.ts';

test('a link leads back to its file and line, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 1e9 }), (name, line) => {
      const file = path.resolve('/data', `${name.replaceAll(/[\0/\\]/g, '')}a&b=c%20+.jsonl`);
      expect(readLinkQuery(linkQuery({ file, line }))).toEqual({ file, line });
    }),
  );
});

test.each([
  '',
  'file=/a.jsonl',
  'line=3',
  'file=a.jsonl&line=3',
  'file=/a.jsonl&line=0',
  'file=/a.jsonl&line=1.5',
  'file=/a.jsonl&line=x',
  'file=%2Fa%00.jsonl&line=1',
  'file=https://host/a.jsonl&line=1',
])('%s names no example', (query) => expect(readLinkQuery(query)).toBeUndefined());

test('a way out of the folder is seen', () => {
  const inside = (file: string) =>
    isInside(['/home/me/data'], readLinkQuery(linkQuery({ file, line: 1 }))?.file ?? '');
  expect(inside('/home/me/data/a.jsonl')).toBe(true);
  expect(inside('/home/me/data/..a/b.jsonl')).toBe(true);
  expect(inside('/home/me/data/../secret.jsonl')).toBe(false);
  expect(inside('/home/me/database/a.jsonl')).toBe(false);
  expect(inside('/home/me/data')).toBe(false);
  expect(isInside([], '/home/me/data/a.jsonl')).toBe(false);
});
