import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fastExp } from '../../../extension/preference/fastExp.ts';

test('is e^x to two units in the last place', () => {
  const x = fc.oneof(
    fc.double({ min: -350, max: 350, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.integer({ min: -350, max: 350 }),
  );
  fc.assert(
    fc.property(x, (x) => {
      expect(Math.abs(fastExp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(3 * Number.EPSILON);
    }),
    { numRuns: 20_000 },
  );
  expect(fastExp(0)).toBe(1);
});
