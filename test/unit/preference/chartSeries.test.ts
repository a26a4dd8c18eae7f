import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaSweep } from '../../../extension/preference/betaSweep.ts';
import { chosenRejected, quadrants } from '../../../extension/preference/chosenRejected.ts';
import { derive, type LogProbColumns, undefinedTop1 } from '../../../extension/preference/columns.ts';
import { columnMeans, densityOf } from '../../../extension/preference/density.ts';
import { fieldColumns } from '../../../extension/preference/fieldColumns.ts';
import { countedIn, histogramSeries, roundBars } from '../../../extension/preference/histogramSeries.ts';
import { lengthBias } from '../../../extension/preference/lengthBias.ts';
import { estimate } from '../../../extension/preference/moments.ts';
import { sampleColumns } from '../../../extension/preference/sampleColumns.ts';
import { mulberry32 } from '../../../extension/preference/seeded.ts';
import {
  byNumber,
  estimatesBySlice,
  mostParts,
  noSlice,
  slicesOf,
} from '../../../extension/preference/slices.ts';
import { stageAgreement, wrongAt } from '../../../extension/preference/stageAgreement.ts';
import { summarize } from '../../../extension/preference/summary.ts';
import { topProbability } from '../../../extension/preference/topProbability.ts';
import { generatedRows } from '../../webview/generatedRows.ts';
import { rankedRewards } from './bruteForce.ts';

/** What the charts draw, held against the plainest way to compute it. */

const rows = generatedRows(600);
const derived = derive(rows, 0.1);
const counted = Uint8Array.from(derived.top1, (value) => Number(value !== undefinedTop1));
const examples = Array.from(counted.keys()).filter((e) => counted[e] === 1);
const ratio = (c: number) => rows.policyLogp[c] - rows.referenceLogp[c];
const completions = (e: number) =>
  Array.from({ length: rows.offsets[e + 1] - rows.offsets[e] }, (_, i) => rows.offsets[e] + i);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** One example in columns: rewards at beta 1, with tiers. */
function columnsOf(all: readonly { rewards: number[]; tiers: number[][] }[], tokens = 1): LogProbColumns {
  const offsets = Uint32Array.from([
    0,
    ...all.map((_, i) => all.slice(0, i + 1).flatMap((e) => e.rewards).length),
  ]);
  const tier = all.flatMap(({ rewards, tiers }) =>
    rewards.map((_, i) => tiers.findIndex((t) => t.includes(i))),
  );
  const policyLogp = Float64Array.from(all.flatMap(({ rewards }) => rewards));
  return {
    offsets,
    tier: Uint16Array.from(tier),
    policyLogp,
    referenceLogp: new Float64Array(policyLogp.length),
    tokens: new Uint32Array(policyLogp.length).fill(tokens),
  };
}
const ones = (n: number) => new Uint8Array(n).fill(1);

const values = fc
  .array(fc.oneof(fc.double({ min: -50, max: 50, noNaN: true }), fc.constant(Number.NaN)))
  .map((list) => Float64Array.from(list));

describe('bars that are there already', () => {
  test('count what is left in them, far values in the first and last', () => {
    fc.assert(
      fc.property(values, fc.array(fc.boolean()), (all, kept) => {
        const whole = histogramSeries(all);
        const left = all.filter((_, i) => kept[i] === true);
        const series = countedIn(whole, left);
        expect(series.edges).toEqual(whole.edges);
        expect(series.counts.reduce((a, b) => a + b, 0)).toBe(left.filter((v) => !Number.isNaN(v)).length);
        expect(series.counts.every((n, bar) => n <= whole.counts[bar])).toBe(true);
      }),
    );
  });

  test('whole numbers stand at whole edges, each with a bar of its own where there are few', () => {
    const four = Float64Array.of(3, 4, 5, 5);
    const bars = roundBars(four, 30, true);
    expect([...bars.edges]).toEqual([3, 4, 5, 6]);
    expect([...countedIn(bars, four).counts]).toEqual([1, 1, 2]);
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { minLength: 1 }), (lengths) => {
        const bars = roundBars(Float64Array.from(lengths), 30, true);
        expect(bars.edges.every(Number.isInteger)).toBe(true);
      }),
    );
  });

  test('are at most about as many as asked for', () => {
    const many = Float64Array.from({ length: 100_000 }, mulberry32(3));
    expect(roundBars(many).edges.length).toBeGreaterThan(roundBars(many, 10).edges.length);
    expect(roundBars(many, 10).edges.length).toBeLessThanOrEqual(12);
  });
});

describe('density', () => {
  test('every point with two numbers is in the cell whose edges hold it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -9, max: 9 }), fc.double({ min: -9, max: 9 }))),
        (points) => {
          const [xs, ys] = [0, 1].map((i) => Float64Array.from(points, (point) => point[i]));
          const [x, y] = [roundBars(xs), roundBars(ys, 5)];
          const { counts, n } = densityOf(xs, ys, x, y);
          const rowsOfY = y.edges.length - 1;
          const bin = (edges: Float64Array, v: number) => {
            const at = edges.findIndex((edge, i) => i > 0 && v < edge);
            return at < 0 ? edges.length - 2 : at - 1;
          };
          const expected = new Uint32Array(counts.length);
          points.forEach(([a, b]) => {
            if (!Number.isNaN(a) && !Number.isNaN(b)) expected[bin(x.edges, a) * rowsOfY + bin(y.edges, b)]++;
          });
          expect(counts).toEqual(expected);
          expect(n).toBe(expected.reduce((a, b) => a + b, 0));
          const means = columnMeans(xs, ys, x);
          means.forEach((column, i) => {
            const inside = points.filter(
              ([a, b]) => !Number.isNaN(a) && !Number.isNaN(b) && bin(x.edges, a) === i,
            );
            expect(column.n).toBe(inside.length);
            if (inside.length > 0) expect(column.mean).toBeCloseTo(mean(inside.map(([, b]) => b)), 9);
          });
        },
      ),
    );
  });
});

describe('chosen and rejected', () => {
  const sides = chosenRejected(rows, counted);

  test('are means over the best tier and over all others; the difference is the margin', () => {
    for (const e of examples) {
      const best = Math.min(...completions(e).map((c) => rows.tier[c]));
      const chosen = completions(e).filter((c) => rows.tier[c] === best);
      const rejected = completions(e).filter((c) => rows.tier[c] !== best);
      expect(sides.chosenPolicy[e]).toBeCloseTo(mean(chosen.map((c) => rows.policyLogp[c])), 9);
      expect(sides.chosenRatio[e]).toBeCloseTo(mean(chosen.map(ratio)), 9);
      expect(sides.rejectedRatio[e]).toBeCloseTo(mean(rejected.map(ratio)), 9);
      expect(0.1 * (sides.chosenRatio[e] - sides.rejectedRatio[e])).toBeCloseTo(derived.margin[e], 9);
    }
    expect(sides.chosenRatio.filter((v) => !Number.isNaN(v)).length).toBe(examples.length);
  });

  test('the four quadrants are all examples; a log-prob that stays did not fall', () => {
    const q = quadrants(sides);
    const fell = examples.filter((e) => sides.chosenRatio[e] < 0);
    expect(q.chosenFell.mean).toBeCloseTo(fell.length / examples.length, 12);
    expect(q.bothFell.mean).toBeCloseTo(
      fell.filter((e) => sides.rejectedRatio[e] < 0).length / examples.length,
      12,
    );
    const all = [q.bothFell, q.onlyChosenFell, q.onlyRejectedFell, q.noneFell];
    expect(all.reduce((sum, { mean: share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const still = { ...rows, policyLogp: rows.referenceLogp };
    expect(quadrants(chosenRejected(still, counted))).toMatchObject({
      chosenFell: { mean: 0 },
      noneFell: { mean: 1 },
    });
    expect(quadrants(chosenRejected(rows, new Uint8Array(600))).n).toBe(0);
  });
});

describe('agreement by position', () => {
  test('is right where the one largest of those left is in the next tier, as counted by hand', () => {
    fc.assert(
      fc.property(fc.array(rankedRewards(), { minLength: 1, maxLength: 8 }), (all) => {
        const columns = columnsOf(all);
        const found = stageAgreement(columns, ones(all.length));
        const stages: { right: number; n: number; chance: number }[] = [];
        const wrong = all.map(() => new Set<number>());
        all.forEach(({ rewards, tiers }, e) => {
          tiers.slice(0, -1).forEach((tier, stage) => {
            const left = tiers.slice(stage).flat();
            const largest = Math.max(...left.map((i) => rewards[i]));
            const tops = left.filter((i) => rewards[i] === largest);
            const right = tops.length === 1 && tier.includes(tops[0]);
            stages[stage] ??= { right: 0, n: 0, chance: 0 };
            stages[stage].n++;
            stages[stage].right += Number(right);
            stages[stage].chance += tier.length / left.length;
            if (!right) wrong[e].add(stage + 1);
          });
        });
        expect(found.map(({ right }) => right.n)).toEqual(stages.map(({ n }) => n));
        found.forEach(({ right, chance, position }, i) => {
          expect(position).toBe(i + 1);
          expect(right.mean).toBeCloseTo(stages[i].right / stages[i].n, 12);
          expect(chance).toBeCloseTo(stages[i].chance / stages[i].n, 12);
        });
        expect([...wrongAt(columns, ones(all.length), 2, 3)]).toEqual(
          wrong.map((at) => Number(at.has(2) || at.has(3))),
        );
      }),
    );
  });

  test('the first position is top-1', () => {
    const { top1 } = summarize(rows, derived);
    expect(stageAgreement(rows, counted)[0].right).toEqual(top1);
  });

  test('a model that knows nothing is right as often as chance says', () => {
    const draw = mulberry32(9);
    const guessing = {
      ...rows,
      policyLogp: rows.policyLogp.map(() => draw()),
      referenceLogp: rows.policyLogp.map(() => 0),
    };
    for (const { right, chance } of stageAgreement(guessing, counted))
      expect(Math.abs(right.mean - chance)).toBeLessThan(4 * Math.sqrt(0.25 / right.n));
  });
});

describe('length', () => {
  test('accuracies are those of rewards that are lengths, and of the policy', () => {
    const bias = lengthBias(sampleColumns(rows, counted, 1e9).columns);
    const byLength = {
      ...rows,
      policyLogp: Float64Array.from(rows.tokens),
      referenceLogp: rows.policyLogp.map(() => 0),
    };
    const lengths = derive(byLength, 1).pairwiseAccuracy.map((v, e) => (counted[e] === 1 ? v : Number.NaN));
    expect(bias.longer.mean).toBeCloseTo(estimate(lengths).mean, 12);
    expect(bias.policy.mean).toBeCloseTo(estimate(derived.pairwiseAccuracy).mean, 12);
    expect(bias.rho).toBeCloseTo(summarize(rows, derived).lengthCorrelation, 12);
  });

  test('unknown lengths are left out; rewards or lengths that do not vary have no rho', () => {
    const two = [{ rewards: [1, 0], tiers: [[0], [1]] }];
    expect(lengthBias(columnsOf(two, 0)).tokens.length).toBe(0);
    expect(lengthBias(columnsOf(two, 5)).rho).toBeNaN();
    expect(lengthBias(columnsOf(two, 5)).longer.mean).toBe(0);
    expect(lengthBias(columnsOf([])).policy.n).toBe(0);
  });
});

test('probabilities to be first alone are those of all derived columns, for rewards of any size', () => {
  const { columns } = sampleColumns(rows, counted, 1e9);
  for (const beta of [0.001, 0.1, 10, 1e4]) {
    const found = topProbability(columns, beta);
    derive(columns, beta).topProbability.forEach((expected, c) => {
      expect(found[c]).toBeCloseTo(expected, 10);
    });
  }
});

describe('slices', () => {
  const draw = mulberry32(5);
  const slicesFrom = (fields: Record<string, string | number | boolean>[]) => fieldColumns(fields)[0];

  test('by words: each part has the rows with its word, the rarest are left', () => {
    const words = Array.from({ length: 600 }, () => ({ source: `s${Math.floor(20 * draw() * draw())}` }));
    const slices = slicesOf(slicesFrom(words), counted);
    const of = (word: string) => examples.filter((e) => words[e].source === word);
    expect(slices.parts.length).toBe(mostParts);
    expect(slices.left).toBe(new Set(examples.map((e) => words[e].source)).size - mostParts);
    const estimates = estimatesBySlice(slices, derived.margin);
    slices.parts.forEach((part, i) => {
      if (part.kind !== 'word') throw new Error('a range of words');
      const inside = of(String(part.word));
      expect(estimates[i].n).toBe(inside.length);
      const expected = estimate(Float64Array.from(inside, (e) => derived.margin[e]));
      expect(estimates[i].mean).toBeCloseTo(expected.mean, 12);
      expect(estimates[i].low).toBeCloseTo(expected.low, 9);
    });
    expect(slices.codes.filter((_, e) => counted[e] === 0).every((code) => code === noSlice)).toBe(true);
  });

  test('by numbers: few as they are, many in ranges of about as many rows each, every row in one', () => {
    const few = byNumber(
      Float64Array.from({ length: 600 }, () => Math.floor(4 * draw())),
      counted,
    );
    expect(few.parts).toEqual([0, 1, 2, 3].map((word) => ({ kind: 'word', word })));
    const numbers = Float64Array.from({ length: 600 }, (_, e) => (e % 9 === 0 ? Number.NaN : draw() ** 3));
    const many = byNumber(numbers, counted);
    const known = examples.filter((e) => !Number.isNaN(numbers[e]));
    many.parts.forEach((part, i) => {
      if (part.kind !== 'range') throw new Error('a word of numbers');
      const inside = known.filter((e) => many.codes[e] === i);
      expect(inside.length).toBeGreaterThan(known.length / 8);
      for (const e of inside) {
        expect(numbers[e]).toBeGreaterThanOrEqual(part.low);
        expect(numbers[e]).toBeLessThanOrEqual(part.high);
      }
    });
    expect(known.every((e) => many.codes[e] !== noSlice)).toBe(true);
    expect(many.codes.filter((_, e) => Number.isNaN(numbers[e])).every((code) => code === noSlice)).toBe(
      true,
    );
    expect(byNumber(new Float64Array(3).fill(Number.NaN), ones(3)).parts).toEqual([]);
  });
});

describe('beta', () => {
  test('losses are those of every beta; accuracy is the same for all', () => {
    const { columns } = sampleColumns(rows, counted, 1e9);
    const sweep = betaSweep(columns);
    sweep.betas.forEach((beta, i) => {
      const at = derive(columns, beta);
      expect(sweep.losses[i]).toBeCloseTo(estimate(at.loss).mean, 9);
      expect(sweep.accuracy).toBeCloseTo(estimate(at.pairwiseAccuracy).mean, 12);
    });
    expect(Math.min(...sweep.losses)).toBe(sweep.losses[sweep.best]);
    expect(sweep.losses[0]).toBeCloseTo(sweep.chance, 1);
    expect(sweep.betas[0]).toBeCloseTo(0.001, 12);
    expect(sweep.betas.at(-1)).toBeCloseTo(10, 9);
    expect(betaSweep(columnsOf([])).best).toBe(-1);
  });
});

describe('a sample of the examples', () => {
  test('is all where there are few, otherwise as many as asked for, the same ones every time, in order', () => {
    const all = sampleColumns(rows, counted, 1e9);
    expect(all.of).toBe(examples.length);
    expect(derive(all.columns, 0.1).loss).toEqual(Float64Array.from(examples, (e) => derived.loss[e]));
    const some = sampleColumns(rows, counted, 100);
    expect(some.columns.offsets.length).toBe(101);
    expect(sampleColumns(rows, counted, 100)).toEqual(some);
    const losses = [...derive(some.columns, 0.1).loss];
    const places = losses.map((loss) => derived.loss.indexOf(loss));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  test('each is as likely as another', () => {
    const long = {
      offsets: Uint32Array.from({ length: 5001 }, (_, i) => 2 * i),
      tier: new Uint16Array(10_000),
      policyLogp: Float64Array.from({ length: 10_000 }, (_, c) => c >> 1),
      referenceLogp: new Float64Array(10_000),
      tokens: new Uint32Array(10_000),
    };
    const drawn = sampleColumns(long, ones(5000), 1000).columns.policyLogp.filter((_, c) => c % 2 === 0);
    // 250 of each quarter, with a standard deviation of about 12.
    for (let quarter = 0; quarter < 4; quarter++) {
      const n = drawn.filter((e) => Math.floor(e / 1250) === quarter).length;
      expect(Math.abs(n - 250)).toBeLessThan(60);
    }
  });
});
