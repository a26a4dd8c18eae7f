import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DerivedColumns, derive, type LogProbColumns } from '../../../extension/preference/columns.ts';
import { evaluateExample } from '../../../extension/preference/evaluateExample.ts';
import { kendallTauB, margin, pairwiseAccuracy } from '../../../extension/preference/metrics.ts';
import {
  chanceLoss,
  loss,
  rewardGradient,
  topProbabilities,
} from '../../../extension/preference/plackettLuce.ts';
import { type Tiers, tierOfEach, tiersOfRow } from '../../../extension/preference/ranking.ts';
import { rankedRewards, relativeError } from './bruteForce.ts';

interface Example {
  policy: number[];
  reference: number[];
  tiers: Tiers;
}

function columnsOf(examples: readonly Example[]): LogProbColumns {
  const offsets = new Uint32Array(examples.length + 1);
  examples.forEach((example, e) => {
    offsets[e + 1] = offsets[e] + example.policy.length;
  });
  return {
    offsets,
    tier: Uint16Array.from(examples.flatMap((e) => [...tierOfEach(e.tiers, e.policy.length)])),
    policyLogp: Float64Array.from(examples.flatMap((e) => e.policy)),
    referenceLogp: Float64Array.from(examples.flatMap((e) => e.reference)),
    tokens: new Uint32Array(offsets[examples.length]).fill(7),
  };
}

const example = fc
  .tuple(rankedRewards(8), fc.constantFrom(1, 10, 1e4), fc.integer({ min: 0, max: 9 }))
  .map(([{ rewards, tiers }, scale, kind]): Example => {
    const policy = rewards.map((reward) => reward * scale - 50);
    const reference = rewards.map((_, i) => -40 - i);
    if (kind === 0) policy[0] = Number.NaN;
    if (kind === 1) reference[0] = Number.NEGATIVE_INFINITY;
    return { policy, reference, tiers: kind === 2 ? [tiers.flat()] : tiers };
  });

const beta = fc.constantFrom(0.01, 0.1, 0.5, 1);

test('every row is what evaluateExample says', () => {
  fc.assert(
    fc.property(fc.array(example, { maxLength: 12 }), beta, (examples, b) => {
      const columns = columnsOf(examples);
      const derived = derive(columns, b);
      examples.forEach((facts, e) => {
        const tiers = tiersOfRow(columns, e);
        const row = evaluateExample({
          policyLogps: facts.policy,
          referenceLogps: facts.reference,
          tiers,
          beta: b,
        });
        const slice = (column: Float64Array) => column.slice(columns.offsets[e], columns.offsets[e + 1]);
        expect(row.reward).toEqual(slice(derived.reward));
        expect(row.topProbability).toEqual(slice(derived.topProbability));
        expect(row.gradient).toEqual(slice(derived.gradient));
        expect(row.loss).toBe(derived.loss[e]);
        expect(row.chance).toBe(derived.chance[e]);
        expect(row.pairwiseAccuracy).toBe(derived.pairwiseAccuracy[e]);
        expect(row.kendallTauB ?? Number.NaN).toBe(derived.kendallTauB[e]);
        expect(row.margin).toBe(derived.margin[e]);
        expect(row.top1).toBe([false, true][derived.top1[e]]);
      });
    }),
  );
});

test('every row is what the formulas say, fast path or not', () => {
  fc.assert(
    fc.property(fc.array(example, { minLength: 1, maxLength: 8 }), beta, (examples, b) => {
      const columns = columnsOf(examples);
      const derived = derive(columns, b);
      examples.forEach(({ policy, reference, tiers }, e) => {
        const rewards = policy.map((logp, i) => b * (logp - reference[i]));
        const counts = rewards.every(Number.isFinite) && tiers.length > 1;
        expect(Number.isNaN(derived.loss[e])).toBe(!counts);
        if (!counts) return;
        const near = (a: number, c: number) => expect(relativeError(a, c, 1e-9)).toBeLessThan(1e-9);
        near(derived.loss[e], loss(rewards, tiers));
        near(derived.chance[e], chanceLoss(tiers.map((tier) => tier.length)));
        expect(derived.margin[e]).toBeCloseTo(margin(rewards, tiers), 9);
        expect(derived.pairwiseAccuracy[e]).toBe(pairwiseAccuracy(rewards, tiers));
        expect(derived.kendallTauB[e]).toBe(kendallTauB(rewards, tiers));
        const at = columns.offsets[e];
        const tops = topProbabilities(rewards);
        rewardGradient(rewards, tiers).forEach((slope, i) => {
          expect(derived.gradient[at + i]).toBeCloseTo(b * slope, 10);
          near(derived.topProbability[at + i], tops[i]);
        });
      });
    }),
  );
});

describe('what is undefined', () => {
  const columns = columnsOf([
    { policy: [-1, Number.NaN, -3], reference: [-2, -2, -2], tiers: [[0], [1], [2]] },
    { policy: [-1, -2], reference: [-2, -2], tiers: [[0, 1]] },
    { policy: [], reference: [], tiers: [] },
    { policy: [-5], reference: [-6], tiers: [[0]] },
    { policy: [-1, -1], reference: [-2, -2], tiers: [[1], [0]] },
    { policy: [-1, -2], reference: [-2, Number.NEGATIVE_INFINITY], tiers: [[0], [1]] },
  ]);
  const derived = derive(columns, 0.5);
  const nan = Number.NaN;

  test('is NaN, example by example', () => {
    expect([...derived.loss]).toEqual([nan, nan, nan, nan, Math.log(2), nan]);
    expect([...derived.chance]).toEqual([nan, nan, nan, nan, Math.log(2), nan]);
    expect([...derived.pairwiseAccuracy]).toEqual([nan, nan, nan, nan, 0, nan]);
    expect([...derived.kendallTauB]).toEqual([nan, nan, nan, nan, nan, nan]);
    expect([...derived.margin]).toEqual([nan, nan, nan, nan, 0, nan]);
    expect([...derived.top1]).toEqual([255, 255, 255, 255, 0, 255]);
  });

  test('is NaN, completion by completion', () => {
    expect([...derived.reward]).toEqual([0.5, nan, -0.5, 0.5, 0, 0.5, 0.5, 0.5, 0.5, nan]);
    const half = 1 / (1 + Math.exp(0.5));
    expect(derived.topProbability[3]).toBeCloseTo(1 - half, 14);
    expect(derived.topProbability[4]).toBeCloseTo(half, 14);
    expect([...derived.topProbability.subarray(0, 3)]).toEqual([nan, nan, nan]);
    expect([...derived.topProbability.subarray(5)]).toEqual([1, 0.5, 0.5, nan, nan]);
    expect([...derived.gradient]).toEqual([nan, nan, nan, nan, nan, nan, 0.25, -0.25, nan, nan]);
  });
});

test('columns are reused when they fit, whatever they held', () => {
  const few = columnsOf([{ policy: [-1, -2, -4], reference: [-2, -2, -2], tiers: [[2], [0, 1]] }]);
  const fresh = derive(few, 0.3);
  const used = derive(few, 2);
  for (const column of Object.values(used) as (Float64Array | Uint8Array)[]) column.fill(99);
  expect(derive(few, 0.3, used)).toBe(used);
  expect(used).toEqual<DerivedColumns>(fresh);
  const more = columnsOf([{ policy: [-1, -2], reference: [-2, -2], tiers: [[1], [0]] }]);
  expect(derive(more, 0.3, used)).not.toBe(used);
});

test('a gap between tiers is no tier', () => {
  const columns = columnsOf([{ policy: [-1, -2, -4], reference: [-2, -2, -2], tiers: [[0], [1, 2]] }]);
  const gap = { ...columns, tier: Uint16Array.of(0, 2, 2) };
  expect(derive(gap, 1)).toEqual(derive(columns, 1));
});

test('a tier out of range and a beta that is none are refused', () => {
  const columns = columnsOf([{ policy: [-1, -2], reference: [-2, -2], tiers: [[0], [1]] }]);
  expect(() => derive({ ...columns, tier: Uint16Array.of(0, 2) }, 1)).toThrow(
    'example 0: a tier is not below',
  );
  for (const none of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => derive(columns, none)).toThrow('beta');
});

test('no examples give empty columns', () => {
  expect(derive(columnsOf([]), 1).loss).toHaveLength(0);
});

test('a strict example tells the stage probabilities, a tied one has none', () => {
  const facts = { policyLogps: [Math.log(4), Math.log(1), Math.log(3)], referenceLogps: [0, 0, 0], beta: 1 };
  const strict = evaluateExample({ ...facts, tiers: [[2], [0], [1]] });
  expect([...(strict.stageProbability ?? [])].map((p) => p.toFixed(12))).toEqual(
    [3 / 8, 4 / 5, 1].map((p) => p.toFixed(12)),
  );
  expect(evaluateExample({ ...facts, tiers: [[2], [0, 1]] }).stageProbability).toBeUndefined();
  expect(
    evaluateExample({ ...facts, policyLogps: [0, 0, Number.NaN], tiers: [[2], [0], [1]] }).stageProbability,
  ).toBeUndefined();
});
