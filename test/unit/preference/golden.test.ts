import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluateExample } from '../../../extension/preference/evaluateExample.ts';
import { stageLogProbabilities } from '../../../extension/preference/plackettLuce.ts';
import { relativeError } from './bruteForce.ts';

const file = new URL('../../../../shared/golden/plackett-luce.json', import.meta.url);

interface GoldenCase {
  beta: number;
  policyLogps: number[];
  referenceLogps: number[];
  tiers: number[][];
  expected: {
    rewards: number[];
    loss: number;
    pairwiseAccuracy: number;
    top1: boolean;
    kendallTauB?: number | null;
    gradient?: number[];
    stageLogProbs?: number[];
    pairwiseSigmoidLoss?: number;
  };
}

describe.skipIf(!existsSync(file))('golden values of the project (skipped where ../shared is absent)', () => {
  const cases: GoldenCase[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

  test('there are some', () => expect(cases.length).toBeGreaterThan(100));

  test.each(cases.map((golden, i) => [i, golden] as const))('case %i', (_, golden) => {
    const { expected, tiers } = golden;
    const found = evaluateExample(golden);
    // The golden losses are 1 - tiny in places: there they know 1e-12 and no less.
    const near = (a: number, b: number) => expect(relativeError(a, b, 1e-3)).toBeLessThan(1e-9);
    expected.rewards.forEach((reward, i) => void near(found.reward[i], reward));
    near(found.loss, expected.loss);
    near(found.pairwiseAccuracy, expected.pairwiseAccuracy);
    expect(found.top1).toBe(expected.top1);
    if (typeof expected.kendallTauB === 'number') near(found.kendallTauB ?? Number.NaN, expected.kendallTauB);
    else expect(found.kendallTauB).toBeUndefined();
    if (expected.pairwiseSigmoidLoss !== undefined) {
      expect(relativeError(found.loss, expected.pairwiseSigmoidLoss)).toBeLessThan(1e-9);
    }
    // Central differences near 0 hold no digits beyond about 1e-8 absolute.
    expected.gradient?.forEach((slope, i) => {
      expect(Math.abs(found.gradient[i] - slope)).toBeLessThan(1e-5 * Math.abs(slope) + 1e-7);
    });
    if (expected.stageLogProbs) {
      const order = tiers.map(([index]) => index);
      const stages = stageLogProbabilities(found.reward, order);
      expected.stageLogProbs.forEach((stage, k) => {
        near(stages[k], stage);
        near(found.stageProbability?.[k] ?? Number.NaN, Math.exp(stage));
      });
    }
  });
});
