import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../../extension/preference/columns.ts';
import { finish } from '../../../../extension/preference/job.ts';
import {
  addPair,
  differences,
  moments2,
  outcomes,
  pairedMeans,
  pearson,
  signFlips,
} from '../../../../extension/preference/paired/differences.ts';
import { lossSums } from '../../../../extension/preference/paired/lossSums.ts';
import { overlapOf, pairedMean } from '../../../../extension/preference/paired/overlap.ts';
import { runMetrics } from '../../../../extension/preference/paired/pairedMetrics.ts';
import { notThere, type PairedRun, presence } from '../../../../extension/preference/paired/pairedRun.ts';
import { rewardCorrelation } from '../../../../extension/preference/paired/rewardCorrelation.ts';
import {
  type Groups,
  groupsByField,
  groupsBySize,
  noGroup,
  valuesByGroup,
} from '../../../../extension/preference/paired/slices.ts';
import { lossesAt, placesOf, rankedColumns } from '../../../../extension/preference/ranked.ts';
import { pairedOf } from './pairedOf.ts';

/** On a grid, so that sums are exact and nothing is lost below the smallest doubles. */
const grid = (most: number) =>
  fc.integer({ min: -16 * most, max: 16 * most }).map((sixteenths) => sixteenths / 16);
const value = fc.oneof(
  { weight: 5, arbitrary: grid(9) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const pair = fc
  .array(fc.tuple(value, value), { maxLength: 40 })
  .map((list) => [Float64Array.from(list, ([a]) => a), Float64Array.from(list, ([, b]) => b)] as const);

describe('two runs, example by example', () => {
  test('swapped say the same the other way round', () => {
    fc.assert(
      fc.property(pair, fc.boolean(), ([a, b], lower) => {
        const [there, back] = [pairedMeans(a, b), pairedMeans(b, a)];
        expect(back.n).toBe(there.n);
        if (there.n > 0) expect(back.difference).toBeCloseTo(-there.difference, 9);
        expect([back.base, back.other]).toEqual([there.other, there.base]);
        const [won, lost] = [outcomes(a, b, lower), outcomes(b, a, lower)];
        expect([lost.better, lost.worse, lost.equal]).toEqual([won.worse, won.better, won.equal]);
        const [flips, flipsBack] = [signFlips(a, b), signFlips(b, a)];
        expect(flipsBack).toEqual({ ...flips, toRight: flips.toWrong, toWrong: flips.toRight });
      }),
    );
  });

  test('each example is counted once, where both have a number', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const both = Array.from(a, (x, i) => [x, b[i]]).filter(
          ([x, y]) => !Number.isNaN(x) && !Number.isNaN(y),
        );
        const { better, worse, equal } = outcomes(a, b, false);
        expect(better + worse + equal).toBe(both.length);
        const flips = signFlips(a, b);
        expect(Object.values(flips).reduce((x, y) => x + y)).toBe(both.length);
        expect(flips.toRight).toBe(both.filter(([x, y]) => x < 0 && y > 0).length);
        expect(pairedMeans(a, b).n).toBe(both.length);
        expect([...differences(a, b)].filter((d) => !Number.isNaN(d))).toEqual(both.map(([x, y]) => y - x));
      }),
    );
  });

  test('the same run twice differs in nothing', () => {
    fc.assert(
      fc.property(pair, ([a]) => {
        const { n, difference } = pairedMeans(a, a);
        expect(difference).toEqual(n > 0 ? 0 : Number.NaN);
        expect(outcomes(a, a, true)).toMatchObject({ better: 0, worse: 0, equal: n });
        const r = correlation(a, a);
        if (!Number.isNaN(r)) expect(r).toBeCloseTo(1, 9);
      }),
    );
  });

  test('correlation is that of the textbook', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const both = Array.from(a, (x, i) => [x, b[i]]).filter(
          ([x, y]) => !Number.isNaN(x) && !Number.isNaN(y),
        );
        const mean = (k: number) => both.reduce((sum, p) => sum + p[k], 0) / both.length;
        const [ma, mb] = [mean(0), mean(1)];
        const sum = (f: (p: number[]) => number) => both.reduce((s, p) => s + f(p), 0);
        const [xx, yy] = [sum((p) => (p[0] - ma) ** 2), sum((p) => (p[1] - mb) ** 2)];
        const r = correlation(a, b);
        // Spread of nothing but rounding is no spread to speak of.
        if (!(xx > 1e-9 && yy > 1e-9)) return;
        expect(r).toBeCloseTo(sum((p) => (p[0] - ma) * (p[1] - mb)) / Math.sqrt(xx * yy), 6);
      }),
    );
  });
});

const example = fc.integer({ min: 2, max: 5 }).chain((k) =>
  fc.record({
    tier: fc.array(fc.integer({ min: 0, max: k - 1 }), { minLength: k, maxLength: k }),
    ratio: fc.array(grid(20), { minLength: k, maxLength: k }),
  }),
);

function correlation(a: Float64Array, b: Float64Array): number {
  const moments = moments2();
  a.forEach((value, i) => {
    addPair(moments, value, b[i]);
  });
  return pearson(moments);
}

test('what a run says of its examples is what `derive` says, at any beta', () => {
  fc.assert(
    fc.property(
      fc.array(example, { maxLength: 8 }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (examples, beta) => {
        const offsets = Uint32Array.from([
          0,
          ...examples.map((_, i) => examples.slice(0, i + 1).flatMap((e) => e.tier).length),
        ]);
        const policyLogp = Float64Array.from(examples.flatMap((e) => e.ratio));
        const columns = {
          offsets,
          tier: Uint16Array.from(examples.flatMap((e) => e.tier)),
          policyLogp,
          referenceLogp: new Float64Array(policyLogp.length),
          tokens: new Uint32Array(policyLogp.length),
        };
        const derived = derive(columns, beta);
        const metrics = runMetrics({ ranked: rankedColumns(columns) });
        const loss = finish(metrics.losses(beta));
        for (let e = 0; e < examples.length; e++) {
          const { margin, accuracy, tau, top1, chosen } = metrics.unit;
          if (Number.isNaN(derived.loss[e])) {
            for (const column of [loss, margin, accuracy, tau, top1, chosen]) expect(column[e]).toBeNaN();
            continue;
          }
          expect(loss[e]).toBeCloseTo(derived.loss[e], 9);
          expect(metrics.lossOf(e, beta)).toBe(loss[e]);
          expect(beta * margin[e]).toBeCloseTo(derived.margin[e], 9);
          expect(accuracy[e]).toBe(derived.pairwiseAccuracy[e]);
          expect(tau[e]).toEqual(derived.kendallTauB[e]);
          expect(top1[e]).toBe(derived.top1[e]);
          const first = Math.min(...examples[e].tier);
          const best = examples[e].ratio.filter((_, i) => examples[e].tier[i] === first);
          expect(chosen[e]).toBeCloseTo(best.reduce((a, b) => a + b, 0) / best.length, 9);
        }
      },
    ),
  );
});

const correlate = (base: PairedRun, other: PairedRun) => {
  const [a, b] = [base, other].map((run) => ({ run, places: placesOf(run.ranked) }));
  return finish(rewardCorrelation(a, b));
};

test('rewards correlate over the completions of equal records only', () => {
  const base = pairedOf([{ ratio: [3, 1] }, { ratio: [5, 2] }, { ratio: [9, 0] }]);
  const twice = pairedOf([{ ratio: [6, 2] }, { ratio: [10, 4] }, { ratio: [0, 18], label: 1 }]);
  expect(correlate(base, twice)).toBeCloseTo(1, 12);
  expect(correlate(base, pairedOf([{ ratio: [3, 1] }, { ratio: [5, 2] }, { ratio: [0, 9] }]))).toBeLessThan(
    1,
  );
});

test('what each run has, and the others have not', () => {
  const status = (...list: number[]) => ({ status: Uint8Array.from(list) });
  expect(presence([status(0, 0, 1, notThere), status(0, notThere, 0, 0)])).toEqual([
    { there: 3, scored: 2, scoredInAll: 1, onlyHere: 1, missing: 1, failedHere: 1 },
    { there: 3, scored: 3, scoredInAll: 1, onlyHere: 1, missing: 1, failedHere: 0 },
  ]);
});

describe('slices', () => {
  test('by words: the largest first, no word in none, and many small ones together', () => {
    const few = groupsByField({
      name: 'source',
      kind: 'words',
      codes: Uint32Array.of(1, 2, 2, 0, 2),
      words: [undefined, 'web', 'books', 'unused'],
    });
    expect(few).toEqual({
      names: ['books', 'web'].map((word) => ({ kind: 'word', word })),
      code: Uint32Array.of(1, 0, 0, noGroup, 0),
    });
    const words = [undefined, ...Array.from({ length: 50 }, (_, i) => `w${i}`)];
    const many = groupsByField({
      name: 'x',
      kind: 'words',
      codes: Uint32Array.from(words, (_, i) => i),
      words,
    });
    expect(many.names).toHaveLength(30);
    expect(many.names.at(-1)).toEqual({ kind: 'others', count: 21 });
    expect([...many.code].filter((code) => code === 29)).toHaveLength(21);
  });

  test('by numbers: each where there are few, quarters where there are many, and every value is in one', () => {
    expect(groupsBySize(Uint32Array.of(4, 2, 0, 4))).toEqual({
      names: [2, 4].map((k) => ({ kind: 'size', k })),
      code: Uint32Array.of(1, 0, noGroup, 1),
    });
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 13, maxLength: 60 }),
        (list) => {
          const { code, names } = groupsByField({
            name: 'n',
            kind: 'numbers',
            values: Float64Array.from(list),
          });
          expect([...code].every((group) => group < names.length)).toBe(true);
          // Larger values are in no earlier group.
          const order = [...list.keys()].sort((a, b) => list[a] - list[b]);
          for (let i = 1; i < order.length; i++)
            expect(code[order[i]]).toBeGreaterThanOrEqual(code[order[i - 1]]);
        },
      ),
    );
  });

  test('values of groups are all values of the grouped examples', () => {
    const groups: Groups = {
      names: [2, 4].map((k) => ({ kind: 'size', k })),
      code: Uint32Array.of(0, 1, noGroup, 0, 1),
    };
    expect(valuesByGroup(groups, Float64Array.of(1, 2, 3, 4, Number.NaN))).toEqual([
      Float64Array.of(1, 4),
      Float64Array.of(2),
    ]);
  });
});

test('mean losses from sums over sets of runs are those of the losses themselves, near and far apart', () => {
  const scored = fc.option(
    fc.record({
      ratio: fc.array(fc.double({ min: -900, max: 900, noNaN: true }), { minLength: 2, maxLength: 6 }),
    }),
    { nil: undefined },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }).chain((n) => {
        const run = fc.array(scored, { minLength: n, maxLength: n });
        return fc.tuple(run, run, run);
      }),
      fc.constantFrom(1e-3, 0.1, 1, 10),
      (examples, beta) => {
        const runs = examples.map(pairedOf);
        const overlap = finish(overlapOf(runs));
        const sums = runs.map(({ ranked }) =>
          lossSums(ranked, beta, overlap.scoredIn, overlap.counts.length),
        );
        const losses = runs.map((run) => finish(runMetrics(run).losses(beta)));
        for (const [a, b] of [
          [0, 0],
          [0, 1],
          [2, 1],
        ]) {
          const found = pairedMean(overlap, a, b, sums[a], sums[b]);
          const exact = pairedMeans(losses[a], losses[b]);
          expect(found.n).toBe(exact.n);
          if (exact.n === 0) continue;
          for (const key of ['base', 'other'] as const)
            expect(Math.abs(found[key] - exact[key])).toBeLessThan(1e-11 * (1 + exact[key]));
        }
      },
    ),
  );
});

test('losses in pieces are the same ones, and those of the last beta are kept', () => {
  const n = 70_000;
  const run = pairedOf(
    Array.from({ length: n }, (_, e) => ({ ratio: e % 3 === 0 ? [e % 7, 0, e % 5] : [e % 11, 1] })),
  );
  const metrics = runMetrics(run);
  const job = metrics.losses(0.3);
  expect(job.next().done).toBe(false);
  const loss = finish(job);
  const whole = new Float64Array(n);
  lossesAt(run.ranked, 0.3, whole);
  expect(loss).toEqual(whole);
  expect(finish(metrics.losses(0.3))).toBe(loss);
});
