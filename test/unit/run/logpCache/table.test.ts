import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logpTable } from '../../../../extension/run/logpCache/table.ts';

test('holds what a Map would hold, also where keys begin alike', () => {
  const key = fc.tuple(fc.nat(3), fc.nat(3), fc.constant(5), fc.nat(2 ** 31));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 3000 }),
      (all) => {
        const table = logpTable();
        const map = new Map<string, number>();
        for (const [words, logp] of all) {
          table.set(Uint32Array.from(words), logp);
          map.set(words.join(), logp);
        }
        expect(table.size).toBe(map.size);
        for (const [words] of all) expect(table.get(Uint32Array.from(words))).toBe(map.get(words.join()));
        expect(table.get(Uint32Array.of(9, 9, 9, 9))).toBeUndefined();
      },
    ),
    { numRuns: 20 },
  );
});

test('grows, and keeps nothing that is not finite', () => {
  const table = logpTable();
  for (let i = 0; i < 20_000; i++) table.set(Uint32Array.of(i * 7, i, 0, 0), -i);
  expect(table.size).toBe(20_000);
  for (let i = 0; i < 20_000; i += 97) expect(table.get(Uint32Array.of(i * 7, i, 0, 0))).toBe(-i);
  table.set(Uint32Array.of(1, 1, 1, 1), Number.NEGATIVE_INFINITY);
  expect(table.get(Uint32Array.of(1, 1, 1, 1))).toBeUndefined();
});
