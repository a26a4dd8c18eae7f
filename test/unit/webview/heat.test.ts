import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatLevel, heatScaleOf } from '../../../webview/heat/heatScale.ts';
import { farthest, scoredExample } from '../../../webview/heat/scoredExample.ts';
import { tokenAfterKey } from '../../../webview/tokens/tokenKeys.ts';
import { generatedTokens } from '../../webview/generatedTokens.ts';

describe('the scale of colours', () => {
  test('is 1, 2 or 5 times a power of ten, and reaches 90% of the tokens but not much farther', () => {
    const size = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(size, fc.boolean()), { minLength: 1, maxLength: 60 }), (drawn) => {
        const ratios = Float64Array.from(drawn, ([value, negative]) => (negative ? -value : value));
        const scale = heatScaleOf([ratios]);
        const digit = Number(scale.toExponential(6).split('e')[0]);
        expect([1, 2, 5]).toContain(digit);
        const sizes = [...ratios].map(Math.abs).sort((a, b) => a - b);
        const reached = sizes.filter((value) => value <= scale * (1 + 1e-9)).length;
        expect(reached / sizes.length).toBeGreaterThanOrEqual(0.9);
        expect(scale).toBeLessThanOrEqual(
          Math.max(0.01, 2.5 * sizes[Math.floor(0.9 * sizes.length)] * (1 + 1e-9)),
        );
      }),
    );
  });

  test('is 0 where nothing differs, and never smaller than a hundredth of a nat', () => {
    expect(heatScaleOf([new Float64Array(9)])).toBe(0);
    expect(heatScaleOf([])).toBe(0);
    expect(heatScaleOf([Float64Array.of(1e-6, -1e-7)])).toBe(0.01);
    expect(heatScaleOf([Float64Array.of(Number.NaN, 3)])).toBe(5);
  });

  test('has four levels on each side, which mirror each other and grow', () => {
    expect([0.02, 0.03, 0.09, 0.1, 0.3, 0.99, 1, 50].map((size) => heatLevel(2 * size, 2))).toEqual([
      0, 1, 1, 2, 3, 3, 4, 4,
    ]);
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -9, max: 9 }), (ratio) => {
        expect(heatLevel(-ratio, 3)).toBe(0 - heatLevel(ratio, 3));
      }),
    );
    expect(heatLevel(0, 0)).toBe(0);
  });
});

test('sums of log-ratios end at the log-ratio of the completion, and are computed once', () => {
  const scores = generatedTokens([1, 40, 500]);
  const example = scoredExample(scores);
  expect(scoredExample(scores)).toBe(example);
  for (const [k, { sum, ratio }] of example.completions.entries()) {
    const { policy, reference } = scores.completions[k];
    const whole = policy.reduce((a, b) => a + b, 0) - reference.reduce((a, b) => a + b, 0);
    expect(sum.at(-1)).toBeCloseTo(whole, 9);
    expect(ratio).toHaveLength(policy.length);
    for (const value of sum) {
      expect(value).toBeGreaterThanOrEqual(example.low);
      expect(value).toBeLessThanOrEqual(example.high);
    }
  }
});

test('how far sums are from what is stored', () => {
  expect(farthest([-1, -2.5], [-1, -2])).toBe(0.5);
  expect(farthest([-1], [Number.NaN])).toBeNaN();
});

test('keys move over tokens and stay among them', () => {
  const key = (key: string, at?: number, count = 30) =>
    tokenAfterKey({ key, altKey: false, ctrlKey: false, metaKey: false }, at, count);
  expect([key('ArrowRight'), key('ArrowRight', 4), key('ArrowRight', 29)]).toEqual([0, 5, 29]);
  expect([key('ArrowLeft', 0), key('ArrowDown', 4), key('ArrowUp', 4), key('PageDown', 4)]).toEqual([
    0, 14, 0, 29,
  ]);
  expect([key('Home', 7), key('End', 7), key('x', 7), key('toString', 7)]).toEqual([
    0,
    29,
    undefined,
    undefined,
  ]);
  expect(key('ArrowRight', undefined, 0)).toBeUndefined();
  expect(
    tokenAfterKey({ key: 'ArrowDown', altKey: true, ctrlKey: false, metaKey: false }, 3, 9),
  ).toBeUndefined();
});
