import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, scoredTokens, sharedStart } from '../../../extension/model/groups.ts';
import { readings, type Segment, tokenTree, worthARun } from '../../../extension/model/tokenTree.ts';

const sequence = (promptLength: number, ...ids: number[]) => ({ ids: Int32Array.from(ids), promptLength });

const shape = ({ from, to, members, children }: Segment): unknown => [from, to, members, children.map(shape)];

const run = (length: number, first: number) => Array.from({ length }, (_, i) => first + i);

const ids = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 70 });
const long = fc
  .tuple(fc.integer({ min: 0, max: 60 }), ids)
  .map(([zeros, rest]) => [...run(zeros, 5), ...rest]);
const groups = fc
  .tuple(fc.array(long, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 5 }))
  .map(
    ([all, prompt]) =>
      groupOf(all.map((own) => sequence(Math.min(prompt, own.length - 1), ...own))).sequences,
  );

describe('a tree of tokens', () => {
  it('runs the prompt once, and no last token', () => {
    const tree = tokenTree([
      sequence(3, 1, 2, 3, 10, 11),
      sequence(3, 1, 2, 3, 20, 21, 22),
      sequence(3, 1, 2, 3, 30),
    ]);
    expect(tree.map(shape)).toEqual([
      [
        0,
        3,
        [0, 1, 2],
        [
          [3, 4, [0], []],
          [3, 5, [1], []],
        ],
      ],
    ]);
  });

  it('shares what completions begin with where that is worth a run', () => {
    const start = run(40, 100);
    const members = [
      sequence(2, 1, 2, ...start, 7, 7),
      sequence(2, 1, 2, ...start, 8, 8),
      sequence(2, 1, 2, 9, 9, 9),
      sequence(2, 1, 2, 9, 9, 8),
    ];
    const [root] = tokenTree(members);
    expect(root.to).toBe(2);
    expect(root.children.map(shape)).toEqual([
      [
        2,
        42,
        [0, 1],
        [
          [42, 43, [0], []],
          [42, 43, [1], []],
        ],
      ],
      [2, 4, [2], []],
      [2, 4, [3], []],
    ]);
  });

  it('has a root for each first token', () => {
    expect(tokenTree([sequence(1, 1, 2, 3), sequence(1, 2, 2, 3)]).map(shape)).toEqual([
      [0, 2, [0], []],
      [0, 2, [1], []],
    ]);
  });

  it('gives every scored token one reading, of its own label, after a token that was run', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const found = group.map((one) => new Array<number>(scoredTokens(one)).fill(0));
        const visit = ({ from, to, members, children }: Segment, parentEnd: number) => {
          expect(from).toBe(parentEnd);
          expect(to).toBeGreaterThan(from);
          for (const index of members)
            expect(group[index].ids.slice(0, to)).toEqual(group[members[0]].ids.slice(0, to));
          for (const { position, label, counts } of readings(group, members, from, to)) {
            for (const { sequence: index, token } of counts) {
              found[index][token]++;
              expect(group[index].ids[position + 1]).toBe(label);
              expect(position + 1).toBe(Math.max(1, group[index].promptLength) + token);
            }
          }
          for (const child of children) visit(child, to);
        };
        for (const root of tokenTree(group)) visit(root, 0);
        for (const counts of found) expect(counts.every((count) => count === 1)).toBe(true);
      }),
    );
  });

  it('shares what some go on with together, though all of them part early', () => {
    const start = run(100, 100);
    const members = [
      sequence(2, 1, 2, 5, ...start, 7, 7),
      sequence(2, 1, 2, 5, 6, 6),
      sequence(2, 1, 2, 5, ...start, 8, 8),
    ];
    const [root] = tokenTree(members);
    expect(root.to).toBe(3);
    expect(root.children.map(shape)).toEqual([
      [
        3,
        103,
        [0, 2],
        [
          [103, 104, [0], []],
          [103, 104, [2], []],
        ],
      ],
      [3, 4, [1], []],
    ]);
    // The same behind a prompt that parts from them all.
    const [deep] = tokenTree([...members, sequence(2, 1, 2, 9, 9)]);
    expect(deep.to).toBe(2);
    expect(deep.children.map(shape)).toContainEqual([
      2,
      103,
      [0, 2],
      [
        [103, 104, [0], []],
        [103, 104, [2], []],
      ],
    ]);
  });

  it('runs nothing twice where once would pay, and no last token', () => {
    fc.assert(
      fc.property(groups, (group) => {
        let tokens = 0;
        const visit = (siblings: readonly Segment[]) => {
          for (const [i, { from, to, members, children }] of siblings.entries()) {
            tokens += to - from;
            expect(members.some((index) => group[index].ids.length - 1 >= to)).toBe(true);
            // Side by side, two stretches have less in common than a run for itself costs; at the root, nothing.
            for (const other of siblings.slice(0, i)) {
              const [a, b] = [members[0], other.members[0]].map((index) => group[index].ids);
              const inCommon = Math.min(sharedStart(a, b), to, other.to) - from;
              expect(inCommon).toBeLessThan(from === 0 ? 1 : worthARun);
            }
            visit(children);
          }
        };
        visit(tokenTree(group));
        expect(tokens).toBeLessThanOrEqual(group.reduce((sum, { ids }) => sum + ids.length - 1, 0));
      }),
    );
  });
});
