import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFloat16 } from '../../../extension/model/float16.ts';
import { logSoftmaxAt, rowReader } from '../../../extension/model/logSoftmax.ts';

const at = (row: readonly number[], label: number) => logSoftmaxAt(Float32Array.from(row), label);

describe('log-softmax at a label', () => {
  it('is right for logits of any size', () => {
    expect(at([0, 0, 0, 0], 1)).toBeCloseTo(-Math.log(4), 14);
    expect(at([1000, 999], 0)).toBeCloseTo(-Math.log1p(Math.exp(-1)), 12);
    expect(at([-1e30, 0], 0)).toBe(Math.fround(-1e30));
    expect(at([Number.NEGATIVE_INFINITY, 0], 1)).toBe(0);
  });

  it('reads its own row only, in every type that a session gives', () => {
    const bits = Uint16Array.of(0x7bff, 0x3c00, 0xc000, 0x7bff);
    for (const data of [Float32Array.of(9, 1, -2, 9), bits, [9, 1, -2, 9]]) {
      expect([...rowReader(data, 2)(1)]).toEqual([1, -2]);
    }
  });

  it('is not a number where the row has one that is none', () => {
    expect(at([Number.NaN, 0], 1)).toBeNaN();
    expect(at([Number.POSITIVE_INFINITY, 0], 1)).toBeNaN();
  });

  it('sums to 1 over the labels and does not see a shift', () => {
    const rows = fc.array(
      fc.integer({ min: -800, max: 800 }).map((n) => n / 16),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: -1000, max: 1000 }), (row, shift) => {
        const logps = row.map((_, label) => at(row, label));
        const shifted = row.map((_, label) =>
          at(
            row.map((value) => value + shift),
            label,
          ),
        );
        const total = logps.reduce((sum, logp) => sum + Math.exp(logp), 0);
        return Math.abs(total - 1) < 1e-9 && logps.every((logp, i) => Math.abs(logp - shifted[i]) < 1e-9);
      }),
    );
  });

  it('decodes float16 bits', () => {
    expect([0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x8000].map(fromFloat16)).toEqual([
      1,
      -2,
      0.333251953125,
      65504,
      2 ** -24,
      -0,
    ]);
    expect([fromFloat16(0x7c00), fromFloat16(0xfc00)]).toEqual([Infinity, -Infinity]);
    expect(fromFloat16(0x7e00)).toBeNaN();
  });
});
