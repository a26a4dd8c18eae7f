import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { agreement } from '../../../webview/agreement.ts';
import {
  betaOfSlider,
  largestBeta,
  sliderOfBeta,
  sliderSteps,
  smallestBeta,
  typedBeta,
} from '../../../webview/betaScale.ts';
import { push } from '../../../webview/detail/push.ts';
import { annotatedOrder, places, tierLabel } from '../../../webview/ranks.ts';
import { readSavedState } from '../../../webview/savedState.ts';
import { stateWords } from '../../../webview/stateWords.ts';
import { cellAfterKey } from '../../../webview/table/keys.ts';
import { throttled } from '../../../webview/throttle.ts';

describe('beta', () => {
  test('every position of the slider is a larger beta than the one before, and leads back to it', () => {
    expect([betaOfSlider(0), betaOfSlider(sliderSteps)]).toEqual([smallestBeta, largestBeta]);
    expect([0.01, 0.1, 1].map(sliderOfBeta)).toEqual([90, 180, 270]);
    for (let position = 0; position <= sliderSteps; position++) {
      expect(sliderOfBeta(betaOfSlider(position))).toBe(position);
      if (position > 0) expect(betaOfSlider(position)).toBeGreaterThan(betaOfSlider(position - 1));
    }
  });

  test('a typed beta stands at its first two digits, or at an end', () => {
    expect(betaOfSlider(sliderOfBeta(0.1234))).toBe(0.12);
    expect(betaOfSlider(sliderOfBeta(0.0999))).toBe(0.1);
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (beta) => {
        const position = sliderOfBeta(beta);
        expect(Number.isInteger(position) && position >= 0 && position <= sliderSteps).toBe(true);
      }),
    );
    expect([sliderOfBeta(0.0001), sliderOfBeta(100)]).toEqual([0, sliderSteps]);
  });

  test('any positive number can be typed', () => {
    expect(['0.1', ' 0,25 ', '7', '1e-3'].map(typedBeta)).toEqual([0.1, 0.25, 7, 0.001]);
    expect(['', '0', '-1', 'x', 'Infinity'].map(typedBeta)).toEqual(Array(5).fill(undefined));
  });
});

describe('keys in the table', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const from =
    (position: number, column: number) =>
    (key: string, ctrl = false) =>
      cellAfterKey(key, ctrl, { position, column }, size);

  test('arrows, pages and ends', () => {
    const go = from(50, 2);
    expect([go('ArrowDown'), go('ArrowUp'), go('ArrowLeft'), go('ArrowRight')]).toEqual([
      { position: 51, column: 2 },
      { position: 49, column: 2 },
      { position: 50, column: 1 },
      { position: 50, column: 3 },
    ]);
    expect([go('PageDown'), go('PageUp'), go('Home'), go('End')].map((at) => at?.position)).toEqual([
      60, 40, 0, 99,
    ]);
    expect([go('Home', true), go('End', true)]).toEqual([
      { position: 0, column: 0 },
      { position: 99, column: 4 },
    ]);
    expect(go('a')).toBeUndefined();
  });

  test('the header is above the first row; pages stop at the rows', () => {
    expect(from(0, 0)('ArrowUp')).toEqual({ position: -1, column: 0 });
    expect(from(-1, 0)('ArrowDown')?.position).toBe(0);
    expect(from(3, 0)('PageUp')?.position).toBe(0);
    expect(cellAfterKey('End', false, { position: -1, column: 0 }, { ...size, rows: 0 })?.position).toBe(-1);
  });
});

describe('ranks', () => {
  test('places: equal rewards share the better one', () => {
    expect(places([0.5, 2, 0.5, -1])).toEqual([2, 1, 2, 4]);
  });

  test('annotated order, best first, ties in file order', () => {
    const tier = Uint16Array.of(9, 2, 0, 1, 0);
    expect(annotatedOrder(tier, 1, 5)).toEqual([
      { index: 1, newTier: true },
      { index: 3, newTier: false },
      { index: 2, newTier: true },
      { index: 0, newTier: true },
    ]);
  });

  test('labels', () => {
    expect([tierLabel(0, 1), tierLabel(1, 3)]).toEqual(['1st', '2nd–4th, order unknown']);
  });

  test('the glyphs that stand in the editor', () => {
    expect([agreement(1, 1), agreement(1, 0.8), agreement(0, 0.8)].map(({ glyph }) => glyph)).toEqual([
      '✓',
      '≈',
      '✗',
    ]);
  });

  test('training goes against the gradient', () => {
    expect([push(-0.0488), push(0.0102), push(0), push(Number.NaN)]).toEqual([
      '↑ 0.0488',
      '↓ 0.0102',
      '· 0',
      '–',
    ]);
    expect(push(-0.00003)).toBe('↑ 3.0e−5');
  });
});

describe('the state of a run', () => {
  test('in words, with what is known', () => {
    const progress = { done: 312, total: 2000, tokensPerSecond: 1240.4, secondsLeft: 125 };
    expect(stateWords({ state: 'running', progress })).toBe(
      'Running · 312 of 2,000 · 1,240 tokens/s · 2 min left',
    );
    const begun = { done: 0, total: 0, tokensPerSecond: 0, secondsLeft: undefined };
    expect(stateWords({ state: 'running', progress: begun })).toBe('Running · 0');
    expect(stateWords({ state: 'cancelled', progress: undefined })).toBe('Cancelled');
  });

  test('what another version saved does no harm', () => {
    for (const value of [undefined, null, 3, 'x', [], { sort: null, filter: 'toString', openLine: 'x' }])
      expect(Object.values(readSavedState(value)).filter((part) => part !== undefined)).toEqual([]);
    const saved = {
      dataset: '/a',
      sort: { column: 'loss', descending: true },
      filter: 'failed',
      openLine: 3,
    };
    expect(readSavedState(saved)).toMatchObject(saved);
  });
});

describe('throttled', () => {
  test('works at once, then at most once in the interval, and less often when it is slow', () => {
    vi.useFakeTimers();
    try {
      let clock = 1000;
      let cost = 1;
      const times: number[] = [];
      const run = throttled(
        () => {
          times.push(clock);
          clock += cost;
        },
        250,
        () => clock,
      );
      const pass = (ms: number) => {
        for (let i = 0; i < ms; i++) {
          clock++;
          run();
          vi.advanceTimersByTime(1);
        }
      };
      pass(1000);
      expect(times.length).toBeGreaterThanOrEqual(3);
      expect(times.length).toBeLessThanOrEqual(5);
      cost = 500;
      times.length = 0;
      pass(4000);
      expect(times.length).toBeLessThanOrEqual(3);
    } finally {
      vi.useRealTimers();
    }
  });
});
