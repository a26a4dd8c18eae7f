import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Patience, Watchdog } from '../../../extension/run/watchdog.ts';

const patience: Patience = { leastMs: 10_000, firstMs: 50_000, loadMs: 500_000, times: 30, tickMs: 1000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const bites: number[] = [];
  const dog = new Watchdog(patience, (silentMs) => void bites.push(silentMs));
  /** A call that goes on until it is told. */
  const begin = (how: (work: () => Promise<void>) => Promise<void>) => {
    let end = () => {};
    const ended = how(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    return async () => {
      end();
      await ended;
    };
  };
  return { dog, bites, begin };
}
const seconds = (n: number) => vi.advanceTimersByTime(1000 * n);

describe('a process that is silent', () => {
  test('has long for its first forward pass, which may compile, then what its pace calls for', async () => {
    const { dog, bites, begin } = watched();
    const end = begin((work) => dog.scoring('model', 100, work));
    seconds(49);
    expect(bites).toEqual([]);
    dog.ran(100);
    // 30 times the slowest forward pass, although the floor is lower.
    seconds(30 * 49 - 1);
    expect(bites).toEqual([]);
    seconds(1);
    expect(bites).toEqual([30 * 49_000]);
    await end();
  });

  test('is never held to less than the floor, nor to more than a long call may take', async () => {
    const { dog, bites, begin } = watched();
    let end = begin((work) => dog.scoring('model', 10, work));
    for (let pass = 0; pass < 10; pass++) {
      vi.advanceTimersByTime(100);
      dog.ran(10);
    }
    seconds(9);
    expect(bites).toEqual([]);
    seconds(1);
    expect(bites).toEqual([10_000]);
    await end();
    // A sequence a hundred times as long: 10 s at this pace, thirty times of which it has.
    end = begin((work) => dog.scoring('model', 1000, work));
    seconds(299);
    expect(bites).toHaveLength(1);
    seconds(1);
    expect(bites).toHaveLength(2);
    await end();
  });

  test('of another model says nothing of this one', async () => {
    const { dog, bites, begin } = watched();
    await begin((work) => {
      const ended = dog.scoring('small', 10, work);
      dog.ran(10);
      return ended;
    })();
    const end = begin((work) => dog.scoring('large', 10, work));
    seconds(49);
    expect(bites).toEqual([]);
    await end();
  });

  test('has an hour to load, and nobody minds when nothing is asked of it', async () => {
    const { dog, bites, begin } = watched();
    const end = begin((work) => dog.loading(work));
    const other = begin((work) => dog.asking(work));
    seconds(499);
    expect(bites).toEqual([]);
    seconds(1);
    expect(bites).toEqual([500_000]);
    await end();
    await other();
    seconds(10_000);
    expect(bites).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a clock that jumps, as after sleep, neither ends it nor makes it look slow', async () => {
    const { dog, bites, begin } = watched();
    const end = begin((work) => dog.scoring('model', 100, work));
    seconds(1);
    dog.ran(100);
    let slept = 0;
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + slept);
    vi.setSystemTime(Date.now() + 8 * 3600_000);
    slept = 8 * 3600_000;
    seconds(1);
    expect(bites).toEqual([]);
    dog.ran(100);
    vi.setSystemTime(0);
    // 30 times at most two ticks.
    seconds(60);
    expect(bites).toHaveLength(1);
    vi.restoreAllMocks();
    await end();
  });
});
