import fc from 'fast-check';
import type { RowFacts } from '../../../../extension/run/rowsBuilder.ts';

/** Rows as strange as they may be. */
export const storedRow: fc.Arbitrary<RowFacts> = fc
  .record({
    line: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    lines: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
    byteOffset: fc.maxSafeNat(),
    byteLength: fc.nat(2 ** 31),
    hash: fc.string({ minLength: 1, maxLength: 18 }),
    id: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    status: fc.constantFrom(0, 1, 2, 3) as fc.Arbitrary<RowFacts['status']>,
    reason: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    flags: fc.nat(255),
    turns: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    slices: fc.option(
      fc.dictionary(
        fc.string({ minLength: 1 }),
        fc.oneof(
          fc.string(),
          fc.boolean(),
          fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0)),
        ),
        { minKeys: 1, noNullPrototype: true },
      ),
      { nil: undefined },
    ),
    asked: fc.option(fc.maxSafeNat(), { nil: undefined }),
    ranked: fc.option(fc.maxSafeNat(), { nil: undefined }),
    k: fc.integer({ min: 0, max: 6 }),
  })
  .chain(({ k, ...row }) => {
    const listOf = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: k, maxLength: k });
    return fc
      .record({
        tier: listOf(fc.nat(k)),
        tokens: listOf(fc.nat(2 ** 31)),
        policyLogp: listOf(fc.double()),
        referenceLogp: listOf(fc.double()),
      })
      .map((lists) => ({ ...row, ...lists }));
  });

/** Comparable to the last bit; what is absent is left out. */
export function bits(row: RowFacts): unknown {
  const whole = (values: ArrayLike<number>) => Array.from(values);
  const exact = (values: ArrayLike<number>) =>
    Array.from(
      new BigUint64Array(Float64Array.from(values, (v) => (Number.isNaN(v) ? Number.NaN : v)).buffer),
      String,
    );
  return JSON.parse(
    JSON.stringify({
      ...row,
      tier: whole(row.tier),
      tokens: whole(row.tokens),
      policyLogp: exact(row.policyLogp),
      referenceLogp: exact(row.referenceLogp),
    }),
  );
}
