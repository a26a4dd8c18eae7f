import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttled } from '../../../extension/editor/throttled.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first call runs at once, many more run once, and the last is never lost', () => {
  const run = vi.fn();
  const call = throttled(run, 100);
  call();
  expect(run).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 5; i++) call();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(2);
  call();
  expect(run).toHaveBeenCalledTimes(3);
});

test('nothing runs after the end', () => {
  const run = vi.fn();
  const call = throttled(run, 100);
  call();
  call();
  call.dispose();
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
});
