import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyTable } from '../../../../extension/dataset/across/keyTable.ts';

test('finds what a Map finds, however it grows', () => {
  const key = fc.oneof(
    fc.maxSafeNat(),
    fc.nat(50),
    fc.nat(50).map((n) => n * 2 ** 32),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 5000, size: 'max' }), (keys) => {
      const table = new KeyTable();
      const map = new Map<number, number>();
      keys.forEach((key, i) => {
        expect(table.firstOf(key, i + 1, i)).toBe(map.get(key) ?? 0);
        if (map.has(key)) expect(table.mark).toBe(map.get(key)! - 1);
        else map.set(key, i + 1);
      });
    }),
    { numRuns: 20 },
  );
});

test('a full one adds no more and says so', () => {
  const table = new KeyTable(2 ** 10);
  for (let i = 0; i < 2000; i++) expect(table.firstOf(i * 1e9, i + 1)).toBe(0);
  expect(table.left).toBe(2000 - 820);
  expect(table.firstOf(0, 9)).toBe(1);
  expect(table.firstOf(1999e9, 9)).toBe(0);
});
