import { describe, expect, it } from 'vitest';
import { directionTally } from '../../../extension/dataset/direction.ts';
import { tiersWords } from '../../../extension/dataset/readingWords.ts';

function decide(rankings: readonly (readonly number[])[], scores: readonly (readonly number[])[] = []) {
  const tally = directionTally();
  rankings.forEach((ranking, i) => {
    const responses = Array.from({ length: Math.max(3, ...ranking) }, (_, k) => `answer ${k}`).slice(0, 3);
    tally.add({ prompt: 'q', responses, ranking, ...(scores[i] ? { scores: scores[i] } : {}) });
  });
  return tally.decide();
}

describe('what "ranking" means in a file', () => {
  it('is an order from 0, as documented, wherever that fits', () => {
    expect(decide([[2, 0, 1], [0, 1, 2], [1]])).toMatchObject({
      meaning: 'order',
      because: 'documented',
      others: [],
    });
  });

  it('is open where every record counts from 1 and none has scores', () => {
    const found = decide([
      [3, 1, 2],
      [1, 3, 2],
      [2, 3, 1],
    ]);
    expect(found).toMatchObject({ meaning: 'order-from-1', others: ['ranks', 'ranks-highest'] });
    expect(found?.example).toEqual({
      ranking: [3, 1, 2],
      tiers: { 'order-from-1': [[2], [0], [1]], ranks: [[1], [2], [0]], 'ranks-highest': [[0], [2], [1]] },
    });
  });

  it('is told by one partial order among many: ranks would have one for each response', () => {
    expect(decide([[3, 1, 2], [2], [1, 3]].concat(Array.from({ length: 9 }, () => [2, 3])))).toMatchObject({
      meaning: 'order-from-1',
      because: 'onlyOneFits',
      others: [],
    });
  });

  it('is ranks where there are ties and gaps, whose best may still be either end', () => {
    expect(
      decide([
        [1, 3, 3],
        [5, 1, 2],
        [2, 2, 1],
      ]),
    ).toMatchObject({ meaning: 'ranks', others: ['ranks-highest'] });
  });

  it.each([
    [
      'order-from-1',
      [
        [3, 1, 2],
        [2, 3, 1],
      ],
      [
        [5, 2, 9],
        [1, 8, 4],
      ],
    ],
    [
      'ranks',
      [
        [3, 1, 2],
        [2, 3, 1],
      ],
      [
        [1, 9, 4],
        [3, 1, 7],
      ],
    ],
    [
      'ranks-highest',
      [
        [3, 1, 2],
        [2, 3, 1],
      ],
      [
        [9, 1, 4],
        [4, 7, 1],
      ],
    ],
    // Also where the order from 0 fits every record, but the scores say that it is not meant.
    [
      'ranks',
      [
        [2, 0, 1],
        [1, 2, 0],
      ],
      [
        [1, 9, 4],
        [3, 1, 7],
      ],
    ],
  ] as const)('is %s where the scores beside agree with that alone', (meaning, rankings, scores) => {
    expect(decide(rankings, scores)).toMatchObject({ meaning, because: 'scores', others: [] });
  });

  it('is an order where ties are lists, whatever else is wrong', () => {
    const tally = directionTally();
    const responses = ['a', 'b', 'c'];
    for (let i = 0; i < 30; i++) tally.add({ responses, ranking: i % 4 ? [0, 1, 1] : [[0, 1], 2] });
    expect(tally.decide()).toMatchObject({ meaning: 'order' });
  });

  it.each([0, 1, 7, 100])('is not turned by a wrong record or two among %i right ones', (right) => {
    const rankings = Array.from({ length: right }, () => [2, 0, 1]);
    expect(decide([...rankings, [3, 3, 1], [1, 1, 0]])).toMatchObject({ meaning: 'order' });
  });

  it('is no question where no record has one', () => {
    expect(decide([])).toBeUndefined();
  });
});

it('an order in words', () => {
  expect(tiersWords([[1], [0, 3], [2]])).toBe('response 1 is best, then 0 and 3 (tied), then 2');
  expect(tiersWords([[0, 2], [1]])).toBe('responses 0 and 2 (tied) are best, then 1');
});
