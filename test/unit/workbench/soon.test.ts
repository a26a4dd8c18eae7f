import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soon } from '../../../extension/workbench/soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a thousand calls are one, none waits longer than the first, and what is disposed of never comes', () => {
  const run = vi.fn();
  const call = soon(run, 400);
  for (let i = 0; i < 1000; i++) {
    call();
    vi.advanceTimersByTime(0.3);
  }
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(400);
  expect(run).toHaveBeenCalledTimes(1);
  call();
  vi.advanceTimersByTime(400);
  expect(run).toHaveBeenCalledTimes(2);
  call();
  call.dispose();
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(2);
});
