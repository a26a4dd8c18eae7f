import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decided, ranked, sameDecision, undecided } from '../../../extension/preference/decision.ts';
import { movedDown, movedUp, placedBeside, tieToggled } from '../../../extension/preference/editTiers.ts';
import { type Tiers, tiersFromRanks } from '../../../extension/preference/ranking.ts';
import { sameTiers } from '../../../extension/preference/sameTiers.ts';

const anyTiers = fc
  .array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 6 })
  .map((ranks): Tiers => tiersFromRanks(ranks));

describe('re-ranking by hand', () => {
  test('up: out of a tie, or over the next better tier', () => {
    expect(movedUp([[0], [1, 2]], 2)).toEqual([[0], [2], [1]]);
    expect(movedUp([[0], [2], [1]], 2)).toEqual([[2], [0], [1]]);
    expect(movedUp([[0, 1], [2]], 2)).toEqual([[2], [0, 1]]);
    const first: Tiers = [[0], [1]];
    expect(movedUp(first, 0)).toBe(first);
  });

  test('down is up, seen from below', () => {
    expect(movedDown([[0], [1, 2]], 0)).toEqual([[1, 2], [0]]);
    expect(movedDown([[0, 1], [2]], 0)).toEqual([[1], [0], [2]]);
    const last: Tiers = [[0], [1]];
    expect(movedDown(last, 1)).toBe(last);
  });

  test('T ties with the tier above, and unties', () => {
    expect(tieToggled([[0], [1], [2]], 1)).toEqual([[0, 1], [2]]);
    expect(tieToggled([[0, 1], [2]], 1)).toEqual([[0], [1], [2]]);
    expect(tieToggled([[0, 1], [2]], 2)).toEqual([[0, 1, 2]]);
    const first: Tiers = [[0], [1]];
    expect(tieToggled(first, 0)).toBe(first);
  });

  test('dropped above or below another', () => {
    expect(placedBeside([[0], [1], [2]], 2, 0, 'above')).toEqual([[2], [0], [1]]);
    expect(placedBeside([[0], [1, 2]], 0, 2, 'below')).toEqual([[1, 2], [0]]);
    expect(placedBeside([[0], [1, 2]], 1, 2, 'above')).toEqual([[0], [1], [2]]);
  });

  test('no completion is ever lost', () => {
    fc.assert(
      fc.property(anyTiers, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (tiers, a, b) => {
        const count = tiers.flat().length;
        const [item, target] = [a % count, b % count];
        for (const after of [
          movedUp(tiers, item),
          movedDown(tiers, item),
          tieToggled(tiers, item),
          placedBeside(tiers, item, target, 'above'),
          placedBeside(tiers, item, target, 'below'),
        ]) {
          expect([...after.flat()].sort()).toEqual([...tiers.flat()].sort());
          expect(after.every((tier) => tier.length > 0)).toBe(true);
        }
      }),
    );
  });
});

describe('a decision', () => {
  const annotated: Tiers = [[0], [1, 2], [3]];
  test('is named by what became of the order', () => {
    const before = { ...undecided, tags: ['math'], note: 'n' };
    expect(ranked(before, [[0], [2, 1], [3]], annotated)).toEqual({ ...before, verdict: 'keep' });
    expect(ranked(before, [[3], [2, 1], [0]], annotated)).toEqual(decided(before, 'flip', annotated));
    expect(ranked(before, [[3], [0, 1, 2]], annotated)).toMatchObject({ verdict: 'rerank', tags: ['math'] });
    expect(decided(before, 'drop', annotated).ranking).toBeUndefined();
  });

  test('is the same as another that says the same', () => {
    expect(sameTiers([[0, 1], [2]], [[1, 0], [2]])).toBe(true);
    expect(sameTiers([[0, 1], [2]], [[1], [0, 2]])).toBe(false);
    expect(
      sameDecision(decided(undecided, 'flip', annotated), ranked(undecided, [[3], [1, 2], [0]], annotated)),
    ).toBe(true);
    expect(sameDecision(undecided, { ...undecided, note: 'x' })).toBe(false);
  });
});
