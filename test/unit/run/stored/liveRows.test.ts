import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partOf } from '../../../../extension/dataset/lineHash.ts';
import { liveRows } from '../../../../extension/run/stored/liveRows.ts';

const row = fc.record({
  line: fc.integer({ min: 1, max: 5 }),
  hash: fc.constantFrom('p', 'p/1', 'p/2', 'q', 'q/1'),
  removed: fc.boolean().map(Number),
});

test('what counts is what is left when the rows are taken in one after the other', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 15 }), (rows) => {
      const lines = new Map<number, Map<number, number>>();
      for (const [i, { line, hash, removed }] of rows.entries()) {
        const { recordHash, part } = partOf(hash);
        let of = lines.get(line) ?? new Map<number, number>();
        const [other] = of.values();
        const isOther = other !== undefined && partOf(rows[other].hash).recordHash !== recordHash;
        if (removed || isOther) of = new Map();
        if (!removed) of.set(part, i);
        lines.set(line, of);
      }
      const expected = [...lines]
        .sort(([a], [b]) => a - b)
        .flatMap(([, of]) => [...of].sort(([a], [b]) => a - b).map(([, i]) => i));
      const live = liveRows(
        Uint32Array.from(rows, ({ line }) => line),
        rows.map(({ hash }) => hash),
        Uint8Array.from(rows, ({ removed }) => removed),
      );
      expect(Array.from(live)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});
