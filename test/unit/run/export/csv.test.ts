import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../../extension/run/export/csv.ts';
import { parseCsv } from './parseCsv.ts';

describe('CSV', () => {
  test('text comes back as it was, whatever it holds; what begins as a formula with an apostrophe before it', () => {
    const cell = fc.string({
      unit: fc.constantFrom(
        'a',
        '"',
        ',',
        '\r',
        '\n',
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\uff1d',
        '\uff0b',
        '\uff0d',
        '\uff20',
        "'",
        ' ',
        'é',
      ),
    });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (table) => {
        const text = table.map(csvLine).join('');
        const safe = (value: string) =>
          /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
        expect(parseCsv(text)).toEqual(table.map((cells) => cells.map(safe)));
      }),
    );
  });

  test('numbers are as they are, to the last bit, negative ones as well; null is empty, lists are JSON', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(numbers, (value) => {
        expect(Number(parseCsv(csvLine([value]))[0][0])).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(csvLine([-1.5, null, true, [1, null, -2], 'x', { a: '"' }])).toBe(
      '-1.5,,true,"[1,null,-2]",x,"{""a"":""\\""""}"\r\n',
    );
  });
});
