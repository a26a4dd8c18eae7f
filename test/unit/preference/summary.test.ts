import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive, type LogProbColumns } from '../../../extension/preference/columns.ts';
import { estimate, studentT95 } from '../../../extension/preference/moments.ts';
import { midranks } from '../../../extension/preference/ranks.ts';
import { spearman } from '../../../extension/preference/spearman.ts';
import { summarize } from '../../../extension/preference/summary.ts';
import { wilson } from '../../../extension/preference/wilson.ts';

const nan = Number.NaN;

// Four examples count (one with a tie on top), one failed, one has no preference.
const columns: LogProbColumns = {
  offsets: Uint32Array.of(0, 2, 5, 8, 10, 12, 14),
  tier: Uint16Array.of(0, 1, 2, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0),
  policyLogp: Float64Array.of(-3, -9, -4, -2, -6, -1, -5, -7, nan, -2, -3, -4, -8, -6),
  referenceLogp: Float64Array.of(-4, -8, -5, -5, -5, -4, -4, -4, -1, -2, -4, -4, -3, -5),
  tokens: Uint32Array.of(3, 4, 5, 2, 9, 1, 6, 8, 2, 2, 4, 4, 7, 5),
};
const derived = derive(columns, 0.5);
const summary = summarize(columns, derived);
const counted = [0, 1, 2, 5];
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const ofCounted = (column: Float64Array) => counted.map((e) => column[e]);
const completions = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13];

describe('a summary', () => {
  test('counts only scored examples with a preference', () => {
    expect(summary.n).toBe(4);
    expect(summary.loss.mean).toBeCloseTo(mean(ofCounted(derived.loss)), 14);
    expect(summary.chance).toBeCloseTo(mean([Math.log(2), Math.log(6), Math.log(3), Math.log(2)]), 14);
    expect(summary.margin.mean).toBeCloseTo(mean(ofCounted(derived.margin)), 14);
    expect(summary.kendallTauB.mean).toBeCloseTo(mean(ofCounted(derived.kendallTauB)), 14);
  });

  test('pools pairs and top-1', () => {
    // Rewards: (0.5, -0.5 | right), (0.5, 1.5, -0.5: 2 of 3), (1.5, -0.5, -1.5: 2 of 2), (-2.5, -0.5 | right).
    expect(summary.pairwiseAccuracy.mean).toBeCloseTo((1 + 2 / 3 + 1 + 1) / 4, 14);
    expect(summary.pairwiseAccuracy.high).toBe(1);
    expect(summary.pooledPairwiseAccuracy).toEqual(wilson(6, 7));
    expect(summary.top1).toEqual(wilson(4, 4));
  });

  test('tells rewards by annotated tier', () => {
    const byTier = [[0.5, 1.5, 1.5, -0.5, -0.5], [-0.5, -0.5, -1.5, -2.5], [0.5]];
    expect(summary.rewardByTier.map(({ tier, n }) => [tier, n])).toEqual([
      [0, 5],
      [1, 4],
      [2, 1],
    ]);
    byTier.forEach((rewards, t) => {
      const expected = estimate(Float64Array.from(rewards));
      expect(summary.rewardByTier[t].mean).toBeCloseTo(expected.mean, 14);
      if (rewards.length > 1) expect(summary.rewardByTier[t].sd).toBeCloseTo(expected.sd, 14);
      else expect(summary.rewardByTier[t].sd).toBeNaN();
    });
  });

  test('weighs log-ratios by tokens and correlates rewards with length', () => {
    const tokens = completions.map((c) => columns.tokens[c]);
    const ratios = completions.map((c) => columns.policyLogp[c] - columns.referenceLogp[c]);
    expect(summary.tokens).toBe(50);
    expect(summary.logRatioPerToken).toBeCloseTo(ratios.reduce((a, b) => a + b, 0) / 50, 14);
    const rewards = completions.map((c) => derived.reward[c]);
    expect(summary.lengthCorrelation).toBeCloseTo(bruteSpearman(rewards, tokens), 12);
    expect(summarize(columns, derived, summary)).toEqual(summary);
  });

  test('calibrates only where one completion is best', () => {
    const taking = [0, 1, 2, 3, 4, 12, 13];
    const bins = summary.calibration.bins;
    expect(bins.reduce((n, bin) => n + bin.first.n, 0)).toBe(taking.length);
    for (const bin of bins) {
      const inside = taking.filter(
        (c) => derived.topProbability[c] >= bin.low && derived.topProbability[c] < bin.high,
      );
      expect(bin.first.n).toBe(inside.length);
      if (inside.length === 0) continue;
      expect(bin.meanProbability).toBeCloseTo(mean(inside.map((c) => derived.topProbability[c])), 14);
      expect(bin.first.mean).toBeCloseTo(mean(inside.map((c) => (columns.tier[c] === 0 ? 1 : 0))), 14);
    }
    expect(summary.calibration.error).toBeGreaterThan(0);
  });

  test('of nothing is defined', () => {
    const none: LogProbColumns = {
      offsets: new Uint32Array(1),
      tier: new Uint16Array(0),
      policyLogp: new Float64Array(0),
      referenceLogp: new Float64Array(0),
      tokens: new Uint32Array(0),
    };
    const empty = summarize(none, derive(none, 1));
    expect(empty.n).toBe(0);
    const numbers = [
      empty.loss.mean,
      empty.loss.low,
      empty.chance,
      empty.pairwiseAccuracy.mean,
      empty.top1.mean,
    ];
    for (const value of [
      ...numbers,
      empty.logRatioPerToken,
      empty.lengthCorrelation,
      empty.calibration.error,
    ]) {
      expect(value).toBeNaN();
    }
    expect(empty.rewardByTier).toEqual([]);
  });

  test('of log-probs without lengths has no length in it', () => {
    const unknown = { ...columns, tokens: new Uint32Array(14) };
    const { logRatioPerToken, lengthCorrelation, n } = summarize(unknown, derived);
    expect([n, logRatioPerToken, lengthCorrelation]).toEqual([4, nan, nan]);
  });
});

describe('intervals', () => {
  test("Student's t, by the printed table", () => {
    const table: [number, number][] = [
      [1, 12.7062],
      [2, 4.30265],
      [3, 3.18245],
      [4, 2.77645],
      [5, 2.57058],
      [10, 2.22814],
      [30, 2.04227],
      [120, 1.97993],
      [1e6, 1.95997],
    ];
    for (const [degrees, point] of table) expect(studentT95(degrees)).toBeCloseTo(point, 4);
  });

  test('an estimate skips NaN and keeps small spreads on large means', () => {
    const { n, mean: middle, sd, low, high } = estimate(Float64Array.of(1e9 + 1, nan, 1e9 + 2, 1e9 + 3));
    expect([n, middle, sd]).toEqual([3, 1e9 + 2, 1]);
    expect(high - middle).toBeCloseTo(4.30265 / Math.sqrt(3), 4);
    expect(middle - low).toBeCloseTo(high - middle, 6);
    expect(estimate(Float64Array.of(1e16, 1, -1e16)).mean).toBeCloseTo(1 / 3, 14);
    expect(estimate(Float64Array.of(5))).toEqual({ n: 1, mean: 5, sd: nan, low: nan, high: nan });
  });

  test("Wilson's, by a worked example", () => {
    // 81 of 263: Newcombe (1998), table I, method 3: 0.2553 to 0.3662.
    const { low, high, mean: share } = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(share).toBe(81 / 263);
    // 0 of 20: 0 to 0.1611.
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
    expect(wilson(20, 20).high).toBe(1);
  });
});

/** Ranks by counting: 1 + smaller values + half of the other equal ones. */
function bruteRanks(values: readonly number[]): number[] {
  return values.map(
    (v) => 1 + values.filter((w) => w < v).length + (values.filter((w) => w === v).length - 1) / 2,
  );
}

function bruteSpearman(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [bruteRanks(x), bruteRanks(y)];
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (p: number[], mp: number, q: number[], mq: number) =>
    p.reduce((s, v, i) => s + (v - mp) * (q[i] - mq), 0);
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
}

test('ranks of any doubles, the smallest differences among them', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, 1, 1 + 2 ** -52),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (values) => {
      expect([...midranks(Float64Array.from(values))]).toEqual(bruteRanks(values));
    }),
  );
});

test('Spearman of constant values is undefined, of equal orders 1', () => {
  expect(spearman(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNaN();
  expect(spearman(Float64Array.of(1, 5, 7), Float64Array.of(-3, 0, 900))).toBe(1);
});
