import { expect, test } from 'vitest';
import { Pace } from '../../../extension/run/pace.ts';
import { CallSize } from '../../../extension/run/plan.ts';

test('speed and time left follow the last seconds', () => {
  let now = 0;
  const pace = new Pace(10_000, () => now);
  expect([pace.tokensPerSecond, pace.secondsFor(10)]).toEqual([0, undefined]);
  for (let second = 1; second <= 30; second++) {
    now = 1000 * second;
    // Ten times as fast from second 15 on.
    const fast = Math.max(0, second - 15);
    pace.mark(second + 9 * fast, 100 * (second + 9 * fast));
  }
  expect(pace.tokensPerSecond).toBeCloseTo(1000);
  expect(pace.secondsFor(100)).toBeCloseTo(10);
});

test('a call takes about 0.4 seconds, whatever the model', () => {
  for (const tokensPerSecond of [100, 3000, 40_000]) {
    const size = new CallSize(4096);
    for (let i = 0; i < 20; i++) size.took(size.tokens, size.tokens / tokensPerSecond);
    const seconds = size.tokens / tokensPerSecond;
    expect(seconds).toBeLessThan(0.7);
    expect(seconds).toBeGreaterThan(0.3);
  }
});
