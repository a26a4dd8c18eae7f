import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lastTop,
  positionsInView,
  scrolledHeight,
  scrollTopOf,
  tallest,
  topAfterScroll,
  topShowing,
} from '../../../webview/table/virtualScroll.ts';

const million = { rows: 1_000_000, rowHeight: 25, view: 600 };
const few = { rows: 100, rowHeight: 25, view: 600 };
const spaces = fc.record({
  rows: fc.integer({ min: 0, max: 3_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 60 }),
  view: fc.integer({ min: 60, max: 3000 }),
});

describe('a table of few rows', () => {
  test('scrolls as the browser does', () => {
    expect(scrolledHeight(few)).toBe(2500);
    expect(topAfterScroll(few, { scrollTop: 0, top: 0 }, 1234)).toBe(1234);
    expect(positionsInView(few, 250, 0)).toEqual({ first: 10, end: 34 });
  });
});

describe('a table taller than a browser allows', () => {
  test('no element is taller than every browser can draw', () => {
    expect(scrolledHeight(million)).toBe(tallest);
    expect(tallest).toBeLessThan(17_800_000);
  });

  test('the end of the bar shows the last row', () => {
    const top = topAfterScroll(million, { scrollTop: 0, top: 0 }, tallest - million.view);
    expect(positionsInView(million, top, 0)).toEqual({ first: 999_976, end: 1_000_000 });
  });

  test('the wheel moves by what it says, a drag in proportion', () => {
    const at = { top: 10_000_000, scrollTop: scrollTopOf(million, 10_000_000) };
    expect(topAfterScroll(million, at, at.scrollTop + 100)).toBeCloseTo(10_000_100, 5);
    expect(topAfterScroll(million, at, scrollTopOf(million, 20_000_000))).toBeCloseTo(20_000_000, 0);
  });

  test('every row can be reached by the wheel, though the bar is put right after each turn', () => {
    const space = { ...million, rows: 400_000 };
    let top = 0;
    const seen = new Set<number>();
    for (let i = 0; i < 20_000 && top < lastTop(space); i++) {
      const scrollTop = scrollTopOf(space, top);
      const next = topAfterScroll(space, { scrollTop, top }, Math.min(scrollTop + 500, tallest - space.view));
      expect(next).toBeGreaterThan(top);
      const { first } = positionsInView(space, next, 0);
      seen.add(first);
      top = next;
    }
    expect(top).toBe(lastTop(space));
    expect(seen.size).toBeGreaterThan(19_000);
  });

  test('a place and its bar belong together', () => {
    fc.assert(
      fc.property(spaces, fc.double({ min: 0, max: 1, noNaN: true }), (space, share) => {
        const top = share * lastTop(space);
        const scrollTop = scrollTopOf(space, top);
        expect(scrollTop).toBeGreaterThanOrEqual(0);
        expect(scrollTop).toBeLessThanOrEqual(Math.max(0, scrolledHeight(space) - space.view) + 1e-6);
        // Moving there from anywhere far away shows what was left, to less than a pixel of the bar.
        const back = topAfterScroll(space, { scrollTop: -1e9, top: 0 }, scrollTop);
        const perPixel = Math.max(1, lastTop(space) / Math.max(1, scrolledHeight(space) - space.view));
        expect(Math.abs(back - top)).toBeLessThanOrEqual(perPixel);
      }),
    );
  });

  test('showing a row puts all of it into view, and moves no further than it must', () => {
    fc.assert(
      fc.property(spaces, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (space, n, share) => {
        fc.pre(space.rows > 0 && space.view >= space.rowHeight);
        const position = n % space.rows;
        const before = share * lastTop(space);
        const top = topShowing(space, position, before);
        expect(position * space.rowHeight).toBeGreaterThanOrEqual(top - 1e-6);
        expect((position + 1) * space.rowHeight).toBeLessThanOrEqual(top + space.view + 1e-6);
        expect(topShowing(space, position, top)).toBe(top);
      }),
    );
  });
});
