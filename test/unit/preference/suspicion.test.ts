import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanPlaces, relativePlaces } from '../../../extension/preference/agreedSuspicion.ts';
import type { LogProbColumns } from '../../../extension/preference/columns.ts';
import { evidence, likeliest } from '../../../extension/preference/evidence.ts';
import { logLikelihood } from '../../../extension/preference/plackettLuce.ts';
import { type Tiers, tierOfEach, tiersFromRanks } from '../../../extension/preference/ranking.ts';
import { bySuspicion, suspicion } from '../../../extension/preference/suspicion.ts';

interface Case {
  readonly ratios: readonly number[];
  readonly tiers: Tiers;
}

function columnsOf(examples: readonly Case[], factor = 1): LogProbColumns {
  const offsets = [0];
  for (const { ratios } of examples) offsets.push(offsets[offsets.length - 1] + ratios.length);
  const ratios = examples.flatMap((example) => example.ratios);
  return {
    offsets: Uint32Array.from(offsets),
    tier: Uint16Array.from(examples.flatMap(({ ratios, tiers }) => [...tierOfEach(tiers, ratios.length)])),
    policyLogp: Float64Array.from(ratios, (ratio) => factor * ratio - 8),
    referenceLogp: new Float64Array(ratios.length).fill(-8),
    tokens: new Uint32Array(ratios.length),
  };
}

const anyCase = fc.integer({ min: 2, max: 7 }).chain((count) =>
  fc.record({
    ratios: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: count, maxLength: count }),
    tiers: fc
      .array(fc.nat({ max: 3 }), { minLength: count, maxLength: count })
      .map((ranks) => tiersFromRanks(ranks)),
  }),
);

describe('suspicion', () => {
  test('is the log-odds of the tiers turned round, in units of the run’s spread', () => {
    const examples: Case[] = [
      { ratios: [1, -1], tiers: [[0], [1]] },
      { ratios: [1, -1], tiers: [[1], [0]] },
      { ratios: [3, 1, -1], tiers: [[2], [0, 1]] },
    ];
    // Spreads 1, 1 and 1.63: the median is 1.
    const [right, flipped, partial] = suspicion(columnsOf(examples));
    expect(right).toBeCloseTo(-2, 12);
    expect(flipped).toBeCloseTo(2, 12);
    expect(partial).toBeCloseTo(
      logLikelihood([3, 1, -1], [[0, 1], [2]]) - logLikelihood([3, 1, -1], [[2], [0, 1]]),
      12,
    );
  });

  test('is the same for every beta, and turns its sign with the annotation', () => {
    fc.assert(
      fc.property(
        fc.array(anyCase, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0.01, 3, 500),
        (examples, beta) => {
          const values = suspicion(columnsOf(examples));
          const scaled = suspicion(columnsOf(examples, beta));
          const turned = suspicion(
            columnsOf(examples.map(({ ratios, tiers }) => ({ ratios, tiers: [...tiers].reverse() }))),
          );
          examples.forEach(({ tiers }, e) => {
            if (tiers.length < 2) expect(values[e]).toBeNaN();
            else if (!Number.isNaN(values[e])) {
              expect(scaled[e]).toBeCloseTo(values[e], 6);
              expect(turned[e]).toBeCloseTo(-values[e], 9);
            }
          });
        },
      ),
    );
  });

  test('leaves out what has no preference, or no finite log-prob, and a run that says nothing', () => {
    const columns = columnsOf([
      { ratios: [2, 0], tiers: [[1], [0]] },
      { ratios: [2, 0], tiers: [[0, 1]] },
      { ratios: [2, 0], tiers: [[1], [0]] },
    ]);
    columns.policyLogp[4] = Number.NEGATIVE_INFINITY;
    expect([...suspicion(columns)]).toEqual([expect.any(Number), Number.NaN, Number.NaN]);
    expect([...bySuspicion(suspicion(columns))]).toEqual([0]);
    expect([...suspicion(columnsOf([{ ratios: [1, 1], tiers: [[0], [1]] }]))]).toEqual([Number.NaN]);
    expect([...suspicion(columnsOf([]))]).toEqual([]);
  });

  test('orders by value, equal ones as in the file', () => {
    expect([...bySuspicion(Float64Array.of(1, Number.NaN, 3, 1, -2))]).toEqual([2, 0, 3, 4]);
  });
});

describe('several runs', () => {
  test('agree by the mean of their places; rows that a run does not have count by the others', () => {
    const nan = Number.NaN;
    const own = relativePlaces(Float64Array.of(5, 4, nan, -1));
    expect([...own]).toEqual([1 / 6, 1 / 2, nan, 5 / 6]);
    const other = relativePlaces(Float64Array.of(-3, 9, 2, nan));
    const both = meanPlaces(own, [other]);
    expect(both[0]).toBeCloseTo((1 / 6 + 5 / 6) / 2);
    expect(both[1]).toBeCloseTo((1 / 2 + 1 / 6) / 2);
    expect(both[2]).toBeNaN();
    expect(both[3]).toBe(5 / 6);
    expect([...meanPlaces(own, [])]).toEqual([...own]);
  });
});

describe('evidence', () => {
  test('names what is likelier, and where the annotated best stands', () => {
    const rewards = [-2, 1, 3];
    const { turned, better, bestPlace } = evidence(rewards, [[0], [1], [2]]);
    expect(bestPlace).toBe(3);
    expect(turned).toBeCloseTo(better, 12);
    expect(turned).toBeGreaterThan(3);
    expect(likeliest(rewards, [[0], [1, 2]])).toEqual([[2], [1, 0]]);
    const agreed = evidence(rewards, [[2], [1], [0]]);
    expect(agreed.better).toBe(0);
    expect(agreed.turned).toBeLessThan(0);
    expect(agreed.bestPlace).toBe(1);
  });
});
