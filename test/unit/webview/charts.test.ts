import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceLevels, shareBelowChance, sharePositive } from '../../../extension/preference/chanceLevels.ts';
import { derive } from '../../../extension/preference/columns.ts';
import { histogramSeries, roundStep } from '../../../extension/preference/histogramSeries.ts';
import { orderStatistics } from '../../../extension/preference/orderStatistics.ts';
import { logRatiosByRank, scaledBy } from '../../../extension/preference/rewardsByRank.ts';
import { mulberry32 } from '../../../extension/preference/seeded.ts';
import { lossSentence, marginSentence, rewardSentence } from '../../../webview/figures/sentences.ts';
import { generatedRows } from '../../webview/generatedRows.ts';

const sum = (counts: Uint32Array) => counts.reduce((total, n) => total + n, 0);

describe('histogramSeries', () => {
  test('counts every value that is a number, far ones too, in ascending bars with an edge on 0', () => {
    const value = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.constant(Number.NaN),
      fc.constant(0),
    );
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const series = histogramSeries(Float64Array.from(values));
        const numbers = values.filter((v) => !Number.isNaN(v));
        expect(series.n).toBe(numbers.length);
        expect(sum(series.counts)).toBe(numbers.length);
        expect(series.edges.length).toBe(series.counts.length + 1);
        for (let i = 1; i < series.edges.length; i++)
          expect(series.edges[i]).toBeGreaterThan(series.edges[i - 1]);
        const [low, high] = [series.edges[0], series.edges[series.edges.length - 1]];
        if (low < 0 && high > 0) expect(series.edges).toContain(0);
      }),
    );
  });

  test('a far value does not squeeze the rest: it is counted in the last bar, which says so', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const series = histogramSeries(Float64Array.of(...values, 1e6));
    expect(series.counts.length).toBeGreaterThan(10);
    expect(series.above).toBe(true);
    expect(series.edges[series.edges.length - 1]).toBeLessThan(1e5);
  });

  test('nothing, one value, equal values', () => {
    expect(histogramSeries(Float64Array.of())).toMatchObject({ n: 0 });
    expect(sum(histogramSeries(Float64Array.of(0.7)).counts)).toBe(1);
    expect(sum(histogramSeries(Float64Array.of(0, 0, 0)).counts)).toBe(3);
    expect(sum(histogramSeries(Float64Array.of(-2, -2)).counts)).toBe(2);
  });

  test('values that differ by rounding alone share a bar, with edges that read differently', () => {
    const value = 0.15;
    const series = histogramSeries(Float64Array.of(value, value + 3e-17, value - 3e-17, value * (1 + 1e-12)));
    expect(series.counts.length).toBeLessThanOrEqual(2);
    expect(series.edges[1] - series.edges[0]).toBeGreaterThan(1e-6);
    expect(series).toMatchObject({ n: 4, below: false, above: false });
  });

  test('a small spread around a large value keeps its shape', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.LN2 - 5e-4 * Math.sin(i));
    expect(histogramSeries(Float64Array.from(values)).counts.length).toBeGreaterThan(8);
  });

  test('steps are 1, 2 or 5 times a power of ten', () => {
    expect([0.03, 0.11, 0.2, 1, 2.4, 6, 70].map(roundStep)).toEqual([0.05, 0.2, 0.2, 1, 5, 10, 100]);
  });
});

test('order statistics are those of the sorted values', () => {
  const draw = mulberry32(7);
  const values = Float64Array.from({ length: 9000 }, (_, i) =>
    i % 9 === 0 ? Math.round(3 * draw()) : (draw() - 0.5) ** 5,
  );
  const sorted = values.slice().sort();
  const places = [0, 1, 450, 4500, 8998, 8999];
  expect(orderStatistics(values, places)).toEqual(places.map((place) => sorted[place]));
  expect(orderStatistics(new Float64Array(5000).fill(2), [0, 4999])).toEqual([2, 2]);
  expect(orderStatistics(Float64Array.of(3, -1), [0, 1])).toEqual([-1, 3]);
});

describe('rewards by rank', () => {
  const rows = generatedRows(600);
  const { loss } = derive(rows, 1);

  test('are the sorted rewards of the examples that count', () => {
    const ranks = logRatiosByRank(rows, loss);
    const best: number[] = [];
    for (let e = 0; e < loss.length; e++)
      for (let c = rows.offsets[e]; c < rows.offsets[e + 1]; c++)
        if (!Number.isNaN(loss[e]) && rows.tier[c] === 0)
          best.push(rows.policyLogp[c] - rows.referenceLogp[c]);
    best.sort((a, b) => a - b);
    expect(ranks[0]).toMatchObject({ rank: 1, n: best.length });
    const middle = (best[Math.floor((best.length - 1) / 2)] + best[Math.ceil((best.length - 1) / 2)]) / 2;
    expect(ranks[0].q50).toBeCloseTo(middle, 10);
    for (const { q05, q25, q50, q75, q95 } of ranks)
      expect(q05 <= q25 && q25 <= q50 && q50 <= q75 && q75 <= q95).toBe(true);
    expect(ranks.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('scale with beta as the rewards do', () => {
    const derived = derive(rows, 0.3);
    const scaled = {
      ...rows,
      policyLogp: derived.reward,
      referenceLogp: new Float64Array(derived.reward.length),
    };
    const expected = logRatiosByRank(scaled, loss);
    scaledBy(0.3, logRatiosByRank(rows, loss)).forEach((rank, i) => {
      expect(rank.q25).toBeCloseTo(expected[i].q25, 10);
      expect(rank.q95).toBeCloseTo(expected[i].q95, 10);
    });
  });
});

describe('what the charts say', () => {
  test('chance levels that are worth a mark', () => {
    const levels = chanceLevels(
      Float64Array.of(...Array(50).fill(Math.log(2)), ...Array(49).fill(Math.log(6)), 9, Number.NaN),
    );
    expect(levels.map(({ loss, n }) => [loss.toFixed(3), n])).toEqual([
      ['0.693', 50],
      ['1.792', 49],
    ]);
  });

  test('shares leave out what does not count', () => {
    expect(
      shareBelowChance(
        Float64Array.of(0.5, 0.8, Number.NaN, 0.7),
        Float64Array.of(0.7, 0.7, Number.NaN, 0.7),
      ),
    ).toBe(1 / 3);
    expect(sharePositive(Float64Array.of(1, 0, -1, Number.NaN, 2))).toBe(0.5);
    expect(sharePositive(new Float64Array(0))).toBeNaN();
  });

  test('titles are sentences', () => {
    expect(rewardSentence([{ mean: 1.214 }, { mean: 0 }, { mean: -0.88 }], 2)).toBe(
      'Mean reward falls from +1.21 in the best tier to −0.88 in the last',
    );
    expect(rewardSentence([], 2)).toBe('No rewards to compare yet');
    expect(marginSentence(0.912)).toBe('The margin is above 0 in 91.2% of the examples');
    expect(lossSentence(Number.NaN)).toBe('No losses yet');
  });
});
