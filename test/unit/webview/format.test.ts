import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  count,
  countOf,
  digitsFor,
  digitsOfStep,
  duration,
  fixed,
  ordinal,
  percent,
  scientific,
  signed,
} from '../../../webview/format.ts';

describe('numbers', () => {
  test('a true minus sign, no negative zero, a dash for nothing', () => {
    expect([fixed(-1.5), fixed(-0.001), fixed(0), fixed(Number.NaN)]).toEqual(['−1.50', '0.00', '0.00', '–']);
    expect([fixed(Number.POSITIVE_INFINITY), fixed(Number.NEGATIVE_INFINITY)]).toEqual(['∞', '−∞']);
    expect(fixed(12345.678, 1)).toBe('12,345.7');
    expect([signed(0.5), signed(-0.5), signed(0.001), signed(Number.NaN)]).toEqual([
      '+0.50',
      '−0.50',
      '0.00',
      '–',
    ]);
  });

  test('a share that is not all never reads 100%, one that is not nothing never 0%', () => {
    expect([percent(1), percent(0), percent(0.871)]).toEqual(['100.0%', '0.0%', '87.1%']);
    expect([percent(0.99999), percent(0.00001)]).toEqual(['> 99.9%', '< 0.1%']);
    expect([percent(0.999, 0), percent(0.001, 0)]).toEqual(['> 99%', '< 1%']);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(percent(share)).not.toMatch(/^(100|0)\.0%$/);
      }),
    );
  });

  test('decimals follow the size: three digits whatever beta is', () => {
    expect([digitsFor(1234), digitsFor(120), digitsFor(12), digitsFor(1.2), digitsFor(0.012)]).toEqual([
      0, 0, 1, 2, 4,
    ]);
    expect([digitsFor(0), digitsFor(Number.NaN), digitsFor(1)]).toEqual([2, 2, 2]);
    expect([digitsFor(0.00123), digitsFor(0.00012)]).toEqual([5, scientific]);
  });

  test('what no cell has room for is a power of ten, never a row of zeros', () => {
    expect([fixed(1.234e-7, scientific), signed(-2e-12, scientific), fixed(0, scientific)]).toEqual([
      '1.2e−7',
      '−2.0e−12',
      '0',
    ]);
    expect([signed(5.1e30), fixed(-1.7e308, 0), fixed(9_999_999, 0)]).toEqual([
      '+5.1e30',
      '−1.7e308',
      '9,999,999',
    ]);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = signed(value, digitsFor(Math.abs(value)));
        expect(text.length).toBeLessThanOrEqual(10);
        expect(/[1-9]/.test(text)).toBe(value !== 0);
      }),
    );
  });

  test('a step has the decimals that tell its multiples apart', () => {
    const digits = [5, 1, 0.5, 0.25, 0.2, 0.1 + 0.2 - 0.2, 0.002, 5e30].map((step) =>
      digitsOfStep(step, step),
    );
    expect(digits).toEqual([0, 0, 1, 2, 1, 1, 3, 0]);
    for (const step of [0, Number.NaN, 1e-9]) expect(digitsOfStep(step, 1)).toBe(scientific);
    expect([digitsOfStep(1e-6, 26), digitsOfStep(1e-6, 1e-5)]).toEqual([6, scientific]);
  });
});

describe('words', () => {
  test('counts', () => {
    expect([count(1873), countOf(1, 'example'), countOf(2000, 'example')]).toEqual([
      '1,873',
      '1 example',
      '2,000 examples',
    ]);
  });

  test('durations', () => {
    expect([0.2, 45, 59.6, 125, 3600, 3900].map(duration)).toEqual([
      '1 s',
      '45 s',
      '1 min',
      '2 min',
      '1 h',
      '1 h 5 min',
    ]);
    expect(duration(Number.NaN)).toBe('–');
  });

  test('ordinals', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '101st',
      '111th',
    ]);
  });
});
