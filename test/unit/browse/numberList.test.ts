import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberList } from '../../../extension/browse/numberList.ts';

it('holds what was pushed, however much, and finds its place', () => {
  const ascending = fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 5000 });
  fc.assert(
    fc.property(ascending, fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 100 }), (values, wanted, from) => {
      const sorted = values.sort((a, b) => a - b);
      const list = new NumberList();
      for (const value of sorted) list.push(value);
      expect(list.length).toBe(sorted.length);
      expect(list.last).toBe(sorted.at(-1));
      expect(Array.from(list.slice(from, 7))).toEqual(sorted.slice(from, from + 7));
      const place = sorted.findIndex((value) => value >= wanted);
      expect(list.lowerBound(wanted)).toBe(place < 0 ? sorted.length : place);
      list.truncate(from);
      expect(Array.from(list.slice(0, sorted.length))).toEqual(sorted.slice(0, from));
    }),
  );
});
