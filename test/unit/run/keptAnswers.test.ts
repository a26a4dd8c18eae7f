import { expect, test } from 'vitest';
import { keptAnswers } from '../../../extension/run/keptAnswers.ts';

test('the answers that were not asked for longest are forgotten; the newest is kept whatever its size', () => {
  const kept = keptAnswers<number>((size) => size, 10);
  const known = () => ['a', 'b', 'c', 'd'].filter((key) => kept.get(key) !== undefined);
  kept.add('a', 4);
  kept.add('b', 4);
  expect(kept.get('a')).toBe(4);
  kept.add('c', 4);
  expect(known()).toEqual(['a', 'c']);
  kept.add('a', 2);
  kept.add('d', 4);
  expect(known()).toEqual(['a', 'c', 'd']);
  kept.add('b', 99);
  expect(known()).toEqual(['b']);
});
