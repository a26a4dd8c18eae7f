import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstScored, groupOf, scoredTokens, sharedStart } from '../../../extension/model/groups.ts';

const sequence = (promptLength: number, ...ids: number[]) => ({ ids: Int32Array.from(ids), promptLength });
const sequences = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 4 }))
    .map(([promptLength, ids]) => sequence(promptLength, ...ids)),
  { maxLength: 12 },
);

describe('a group', () => {
  it('has equal sequences once', () => {
    const group = groupOf([sequence(1, 1, 2), sequence(1, 1, 3), sequence(1, 1, 2), sequence(0, 1, 2)]);
    expect(group.sequences.length).toBe(3);
    expect(group.indexOf).toEqual([0, 1, 0, 2]);
  });

  it('says for each completion which of them it is, and has none twice', () => {
    fc.assert(
      fc.property(sequences, (all) => {
        const group = groupOf(all);
        expect(group.indexOf.map((index) => group.sequences[index])).toEqual(all);
        const keys = group.sequences.map(({ ids, promptLength }) => `${promptLength}: ${ids}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(group.indexOf).size).toBe(keys.length);
      }),
    );
  });
});

describe('sequences', () => {
  it('begin alike up to the first difference, or the end of the shorter', () => {
    const [a, b] = [Int32Array.of(1, 2, 3), Int32Array.of(1, 2, 4, 5)];
    expect(sharedStart(a, b)).toBe(2);
    expect(sharedStart(a, a)).toBe(3);
    expect(sharedStart(a.subarray(0, 2), b)).toBe(2);
    expect(sharedStart(a, b, 1)).toBe(2);
    expect(sharedStart(Int32Array.of(), b)).toBe(0);
  });

  it('are scored from the completion on, but never their first token, which follows nothing', () => {
    expect(firstScored(sequence(0, 7, 8))).toBe(1);
    expect(scoredTokens(sequence(0, 7, 8))).toBe(1);
    expect(scoredTokens(sequence(2, 7, 8, 9))).toBe(1);
  });
});
