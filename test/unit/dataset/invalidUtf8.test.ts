import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstInvalidUtf8 } from '../../../extension/dataset/invalidUtf8.ts';

test('agrees with Node, and what stands before the place is valid', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => Buffer.from(value));
  const border = fc.constantFrom(
    0x7f,
    0x80,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xe0,
    0x9f,
    0xa0,
    0xed,
    0xef,
    0xf0,
    0x8f,
    0x90,
    0xf4,
    0xf5,
  );
  const junk = fc.array(border, { maxLength: 4 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(fc.oneof(text, junk), { maxLength: 6 }), (parts) => {
      const bytes = Buffer.concat(parts);
      const at = firstInvalidUtf8(bytes);
      expect(at === -1).toBe(isUtf8(bytes));
      if (at >= 0) expect(isUtf8(bytes.subarray(0, at))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
