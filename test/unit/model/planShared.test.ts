import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoredTokens } from '../../../extension/model/groups.ts';
import type { Job } from '../../../extension/model/pathRunner.ts';
import { firstPass, planShared } from '../../../extension/model/planShared.ts';

const job = (group: number, ids: number[], promptLength: number): Job => ({
  group,
  sequence: { ids: Int32Array.from(ids), promptLength },
});
const of = (length: number, token: number) => new Array<number>(length).fill(token);
const roomy = { tokens: 4096, rows: 4096 };

describe('runs of two passes', () => {
  it('keep completions of about one length together, and run the prompt again before padding too much', () => {
    const even = [50, 48, 52].map((length, k) => job(0, [...of(100, 1), ...of(length, 2 + k)], 100));
    expect(planShared(even, roomy, true).length).toBe(1);
    const uneven = [10, 12, 900].map((length, k) => job(0, [...of(100, 1), ...of(length, 2 + k)], 100));
    expect(planShared(uneven, roomy, true).map((run) => run.length)).toEqual([1, 2]);
  });

  it('have a first pass that fits all of their groups', () => {
    const jobs = [
      job(0, [1, 1, 1, 1, 5], 3),
      job(0, [1, 1, 1, 1, 6, 7], 3),
      job(1, [1, 1, 2, 8], 2),
      job(1, [1, 1, 3, 8], 2),
    ];
    const [run, ...others] = planShared(jobs, roomy, false);
    expect(others).toEqual([]);
    expect(firstPass(run)).toMatchObject({ length: 2 });
    expect(firstPass(run).strands.map((strand) => strand.length)).toEqual([2, 2]);
  });

  it('run every sequence once, and keep to the budget where more than one stands in a run', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), ids), { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        (all, oneGroupAtATime, tokens) => {
          const jobs = all.map(([group, own]) => job(group, own, 1));
          const runs = planShared(jobs, { tokens, rows: 60 }, oneGroupAtATime);
          expect(new Set(runs.flat())).toEqual(new Set(jobs));
          expect(runs.flat().length).toBe(jobs.length);
          for (const run of runs) {
            const { length, strands } = firstPass(run);
            expect(length).toBeGreaterThan(0);
            for (const strand of strands) {
              for (const { sequence } of strand)
                expect(sequence.ids.slice(0, length)).toEqual(strand[0].sequence.ids.slice(0, length));
            }
            if (oneGroupAtATime) expect(new Set(run.map(({ group }) => group)).size).toBe(1);
            if (run.length === 1) continue;
            const width = Math.max(1, ...run.map(({ sequence }) => sequence.ids.length - 1 - length));
            expect(strands.length * length + run.length * width).toBeLessThanOrEqual(tokens);
            expect(run.reduce((sum, { sequence }) => sum + scoredTokens(sequence), 0)).toBeLessThanOrEqual(
              60,
            );
          }
        },
      ),
      {
        examples: [
          [
            [
              [3, [1, 0, 0, 0]],
              [3, [1, 1]],
              [3, [1, 1, 0]],
              [0, [0, 0]],
            ],
            false,
            3,
          ],
        ],
      },
    );
  });
});
