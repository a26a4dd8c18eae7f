import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPairs, type PairSource } from '../../../extension/preference/pairBuilder.ts';
import {
  gapMeasures,
  needsGap,
  type PairOptions,
  pairStrategies,
  usualPairs,
} from '../../../extension/preference/pairOptions.ts';
import { tierOfEach, tiersFromRanks } from '../../../extension/preference/ranking.ts';

const options = (change: Partial<PairOptions>): PairOptions => ({ ...usualPairs, ...change });
const strict: PairSource = {
  tiers: [[2], [0], [3], [1]],
  rewards: [0.5, -1, 2, 0.25],
  scores: [7, 1, 9, 6],
  key: 'k',
};
const tied: PairSource = { tiers: [[0, 2], [1], [3, 4]], rewards: [1, 0, 3, -1, -2], key: 'k' };
const places = (source: PairSource, change: Partial<PairOptions>) =>
  buildPairs(source, options(change)).pairs.map(({ chosen, rejected }) => [chosen, rejected]);

describe('strategies', () => {
  test('of a strict ranking', () => {
    expect(places(strict, { strategy: 'best-worst' })).toEqual([[2, 1]]);
    expect(places(strict, { strategy: 'adjacent' })).toEqual([
      [2, 0],
      [0, 3],
      [3, 1],
    ]);
    expect(places(strict, { strategy: 'all' })).toEqual([
      [2, 0],
      [2, 3],
      [2, 1],
      [0, 3],
      [0, 1],
      [3, 1],
    ]);
    const [[chosen, rejected]] = places(strict, { strategy: 'best-random' });
    expect(chosen).toBe(2);
    expect([0, 1, 3]).toContain(rejected);
  });

  test('with ties: none inside a tier, every one across', () => {
    expect(places(tied, { strategy: 'adjacent' })).toEqual([
      [0, 1],
      [2, 1],
      [1, 3],
      [1, 4],
    ]);
    expect(places(tied, { strategy: 'all' })).toHaveLength(2 + 4 + 2);
    const [[chosen, rejected]] = places(tied, { strategy: 'best-worst' });
    expect([0, 2]).toContain(chosen);
    expect([3, 4]).toContain(rejected);
  });

  test('of a tier, one is drawn by the seed, each about as often: never the first of the file', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed++) {
      const name = places(tied, { strategy: 'best-worst', seed }).join();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(4);
    for (const n of counts.values()) expect(Math.abs(n - 500)).toBeLessThan(100);
  });
});

describe('gaps', () => {
  test('of rewards, of tiers, of scores', () => {
    const gap = (measure: PairOptions['gap']) => buildPairs(strict, options({ gap: measure })).pairs[0].gap;
    expect(gap('reward')).toBe(3);
    expect(gap('tiers')).toBe(3);
    expect(gap('scores')).toBe(8);
  });

  test('a window takes both its ends', () => {
    expect(places(strict, { strategy: 'all', gap: 'scores', minGap: 2, maxGap: 5 })).toEqual([
      [2, 0],
      [2, 3],
      [3, 1],
    ]);
    expect(places(strict, { strategy: 'all', gap: 'tiers', minGap: 3 })).toEqual([[2, 1]]);
    expect(places({ ...strict, rewards: [0, 3, 1, 2] }, { strategy: 'all', maxGap: 0 })).toEqual([
      [2, 3],
      [2, 1],
      [0, 3],
      [0, 1],
      [3, 1],
    ]);
  });

  test('at most n: the largest gaps, or drawn ones', () => {
    expect(places(strict, { strategy: 'all', gap: 'scores', maxPerPrompt: 2 })).toEqual([
      [2, 1],
      [0, 1],
    ]);
    const drawn = (seed: number) =>
      places(strict, { strategy: 'all', keep: 'random', maxPerPrompt: 2, seed });
    expect(drawn(1)).toEqual(drawn(1));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => drawn(seed).join('/'))).size).toBeGreaterThan(5);
  });

  test('says why a ranking gives none', () => {
    const why = (source: PairSource, change: Partial<PairOptions>) =>
      buildPairs(source, options(change)).leftOut;
    expect(why({ ...tied, tiers: [[0, 1, 2]] }, {})).toBe('tied');
    expect(why({ ...tied, rewards: undefined }, { minGap: 0 })).toBe('no-reward');
    expect(why({ ...tied, rewards: [Number.NaN, 1, Number.NaN, 2, 3] }, { minGap: 0 })).toBe('no-reward');
    expect(why(tied, { gap: 'scores', minGap: 0 })).toBe('no-scores');
    expect(why(tied, { minGap: 100 })).toBe('gap');
    // Not needed, so not asked for.
    expect(why({ ...tied, rewards: undefined }, {})).toBeUndefined();
  });
});

const source = fc.integer({ min: 2, max: 9 }).chain((k) =>
  fc.record({
    tiers: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: k, maxLength: k }).map(tiersFromRanks),
    rewards: fc.option(
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)), {
        minLength: k,
        maxLength: k,
      }),
      { nil: undefined },
    ),
    scores: fc.option(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: k, maxLength: k }), {
      nil: undefined,
    }),
    key: fc.string(),
  }),
);
const anyOptions: fc.Arbitrary<PairOptions> = fc.record(
  {
    strategy: fc.constantFrom(...pairStrategies),
    gap: fc.constantFrom(...gapMeasures),
    keep: fc.constantFrom('largest' as const, 'random' as const),
    seed: fc.integer(),
    minGap: fc.integer({ min: -3, max: 3 }),
    maxGap: fc.integer({ min: -3, max: 6 }),
    maxPerPrompt: fc.integer({ min: 1, max: 6 }),
  },
  { requiredKeys: ['strategy', 'gap', 'keep', 'seed'] },
);

describe('whatever is asked of whatever ranking', () => {
  test('every pair is annotated better over worse, none twice, at most n, within the limits, the same again', () => {
    fc.assert(
      fc.property(source, anyOptions, (ranking, asked) => {
        const { pairs, leftOut } = buildPairs(ranking, asked);
        const count = ranking.tiers.flat().length;
        const tier = tierOfEach(ranking.tiers, count);
        expect(new Set(pairs.map((p) => `${p.chosen}/${p.rejected}`)).size).toBe(pairs.length);
        const isOne = asked.strategy.startsWith('best-');
        expect(pairs.length).toBeLessThanOrEqual(isOne ? 1 : (asked.maxPerPrompt ?? Infinity));
        expect(leftOut === undefined).toBe(pairs.length > 0);
        for (const { chosen, rejected, gap } of pairs) {
          expect(tier[chosen]).toBeLessThan(tier[rejected]);
          if (needsGap(asked)) expect(gap).not.toBeNaN();
          if (asked.minGap !== undefined) expect(gap).toBeGreaterThanOrEqual(asked.minGap);
          if (asked.maxGap !== undefined) expect(gap).toBeLessThanOrEqual(asked.maxGap);
        }
        expect(buildPairs(ranking, asked)).toEqual({ pairs, leftOut });
      }),
      { numRuns: 500 },
    );
  });

  test('as many as there should be, and of the largest none smaller than one that was left', () => {
    fc.assert(
      fc.property(source, fc.integer({ min: 1, max: 6 }), (ranking, most) => {
        const sizes = ranking.tiers.map((tier) => tier.length);
        const across = (step: number) =>
          sizes.reduce(
            (sum, size, t) => sum + size * sizes.slice(t + 1, t + 1 + step).reduce((a, b) => a + b, 0),
            0,
          );
        const base = options({ gap: 'tiers', strategy: 'all' });
        const all = buildPairs(ranking, base).pairs;
        expect(all).toHaveLength(across(sizes.length));
        expect(buildPairs(ranking, { ...base, strategy: 'adjacent' }).pairs).toHaveLength(across(1));
        const some = sizes.length > 1 ? 1 : 0;
        for (const strategy of ['best-worst', 'best-random'] as const)
          expect(buildPairs(ranking, { ...base, strategy }).pairs).toHaveLength(some);
        const largest = buildPairs(ranking, { ...base, maxPerPrompt: most }).pairs;
        expect(largest).toHaveLength(Math.min(most, all.length));
        const gaps = all.map(({ gap }) => gap).sort((a, b) => b - a);
        expect(largest.map(({ gap }) => gap).sort((a, b) => b - a)).toEqual(gaps.slice(0, most));
      }),
    );
  });

  test('hundreds of responses: bounded, and quick', () => {
    const k = 500;
    const tiers = Array.from({ length: k }, (_, i) => [i]);
    const { pairs } = buildPairs(
      { tiers, key: 'k' },
      options({ strategy: 'all', gap: 'tiers', maxPerPrompt: 5 }),
    );
    expect(pairs.map(({ gap }) => gap).sort()).toEqual([497, 497, 498, 498, 499]);
    expect(buildPairs({ tiers, key: 'k' }, options({ strategy: 'all' })).pairs).toHaveLength(100_000);
    const crowd = [[0], Array.from({ length: 60_000 }, (_, i) => i + 1)];
    expect(buildPairs({ tiers: crowd, key: 'k' }, options({ strategy: 'all' })).pairs).toHaveLength(60_000);
    const halves = [crowd[1].slice(0, 30_000), crowd[1].slice(30_000)];
    expect(buildPairs({ tiers: halves, key: 'k' }, options({ strategy: 'all' })).leftOut).toBe('too-many');
    const each = crowd[1].map((i) => [i - 1]);
    expect(buildPairs({ tiers: each, key: 'k' }, options({ strategy: 'all' })).leftOut).toBe('too-many');
    expect(places({ tiers: each, key: 'k' }, { strategy: 'best-worst' })).toEqual([[0, 59_999]]);
  });
});
