import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tieGroup } from '../../../extension/preference/tieGroup.ts';
import { integrateTieGroup } from '../../../extension/preference/tieGroupIntegral.ts';
import { sumOverSubsets } from '../../../extension/preference/tieGroupSubsets.ts';
import { relativeError } from './bruteForce.ts';

type Marginal = (x: Float64Array, count: number, slope: Float64Array) => number;

function run(marginal: Marginal, logWeights: readonly number[]): { value: number; slope: number[] } {
  const slope = new Float64Array(logWeights.length);
  const value = marginal(Float64Array.from(logWeights), logWeights.length, slope);
  return { value, slope: [...slope] };
}

const softplus = (d: number) => Math.log1p(Math.exp(-Math.abs(d))) + Math.max(0, d);

/** All weights equal: P = prod_k k w / (1 + k w), k = 1..n; exact for any size. */
function equalWeights(n: number, logWeight: number): { value: number; slope: number } {
  let value = 0;
  let slope = 0;
  for (let k = 1; k <= n; k++) {
    const x = Math.log(k) + logWeight;
    value -= softplus(-x);
    slope += 1 / (n * (1 + Math.exp(x)));
  }
  return { value, slope };
}

/** Two or three classes of equal weights: the same recursion over how many of each class are left, in log space. */
function byClasses(sizes: readonly number[], logWeights: readonly number[]): number {
  const known = new Map<string, number>();
  const logF = (left: readonly number[]): number => {
    if (left.every((n) => n === 0)) return 0;
    const key = left.join();
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const logSum = (terms: readonly number[]) => {
      const top = Math.max(...terms);
      return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0));
    };
    const all = logSum([0, ...left.flatMap((n, c) => (n > 0 ? [Math.log(n) + logWeights[c]] : []))]);
    const value = logSum(
      left.flatMap((n, c) =>
        n > 0 ? [Math.log(n) + logWeights[c] - all + logF(left.map((m, d) => (d === c ? m - 1 : m)))] : [],
      ),
    );
    known.set(key, value);
    return value;
  };
  return logF(sizes);
}

describe.each([
  ['the subset sum', sumOverSubsets, [1, 2, 5, 12]],
  ['the integral', integrateTieGroup, [13, 20, 25, 60, 150]],
  ['whatever is chosen', tieGroup, [1, 12, 13, 40]],
] as const)('%s', (_, marginal, sizes) => {
  test.each(sizes.flatMap((n) => [-1e5, -600, -40, -3, 0, 2, 12, 80, 300].map((x) => [n, x] as const)))(
    'is the closed form for %i equal weights of e^%d',
    (n, x) => {
      const expected = equalWeights(n, x);
      const { value, slope } = run(marginal, new Array(n).fill(x));
      expect(relativeError(value, expected.value)).toBeLessThan(1e-12);
      for (const s of slope) expect(relativeError(s, expected.slope)).toBeLessThan(1e-12);
    },
  );
});

describe('the subset sum and the integral agree, each completion to its last digits,', () => {
  const ranges = [
    [-2, 2],
    [-30, 10],
    [-5, 40],
    [30, 90],
    [-1e5, 3],
    [-590, 590],
  ] as const;
  test.each(ranges.flatMap((range) => [6, 9, 13, 15].map((n) => [n, ...range] as const)))(
    'for %i log-weights in %d..%d',
    (n, min, max) => {
      const x = fc.array(fc.double({ min, max, noNaN: true }), { minLength: n, maxLength: n });
      fc.assert(
        fc.property(x, (logWeights) => {
          const exact = run(sumOverSubsets, logWeights);
          const quadrature = run(integrateTieGroup, logWeights);
          expect(relativeError(quadrature.value, exact.value)).toBeLessThan(1e-11);
          exact.slope.forEach((slope, i) => {
            expect(relativeError(quadrature.slope[i], slope, 1e-200)).toBeLessThan(1e-11);
          });
        }),
        { numRuns: n > 12 ? 5 : 30 },
      );
    },
  );
});

describe('large groups of few classes agree with the recursion over class counts', () => {
  test.each([
    [
      [10, 10],
      [0, 5],
    ],
    [
      [7, 18],
      [-3, 2],
    ],
    [
      [20, 5],
      [-1e5, 1],
    ],
    [
      [12, 12],
      [-700, -699],
    ],
    [
      [10, 15, 8],
      [-20, 0, 1],
    ],
    [
      [15, 15, 15],
      [-2, -1, 0.5],
    ],
  ])('sizes %j, log-weights %j', (sizes, logWeights) => {
    const x = sizes.flatMap((n, c) => new Array<number>(n).fill(logWeights[c]));
    expect(relativeError(run(tieGroup, x).value, byClasses(sizes, logWeights))).toBeLessThan(1e-11);
  });
});

test('completions far above the rest cost nothing and change nothing', () => {
  const few = run(tieGroup, [0.5, -1]);
  const { value, slope } = run(tieGroup, [1e5, 0.5, 700, -1]);
  expect(value).toBe(few.value);
  expect(slope).toEqual([0, few.slope[0], 0, few.slope[1]]);
  expect(run(tieGroup, [1e5, 1e4])).toEqual({ value: 0, slope: [0, 0] });
});

test('a loss of one part in e^40 keeps its digits', () => {
  // 1 - P = P(the rest is not last of the three) = 1 / (1 + a) + 1 / (1 + b) - 1 / (1 + a + b).
  const [a, b] = [Math.exp(40), Math.exp(42)];
  const missed = 1 / (1 + a) + 1 / (1 + b) - 1 / (1 + a + b);
  expect(relativeError(-run(tieGroup, [40, 42]).value, missed)).toBeLessThan(1e-13);
});
