import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DerivedColumns, derive } from '../../../extension/preference/columns.ts';
import { fieldValue } from '../../../extension/preference/fieldColumns.ts';
import { pageRows } from '../../../extension/preference/pageRows.ts';
import { concatRows } from '../../../extension/preference/rows.ts';
import { longestText, type Texts } from '../../../extension/preference/textColumn.ts';
import { derivedRows } from '../../../webview/derivedRows.ts';
import { runRows, type ShownRows } from '../../../webview/runRows.ts';
import { generatedRows, shownRows } from '../../webview/generatedRows.ts';

/** Texts as lists. */
const plain = ({ id, reason, ...rows }: ShownRows) => ({ ...rows, id: listOf(id), reason: listOf(reason) });
const listOf = (texts: Texts) => Array.from({ length: texts.length }, (_, row) => texts.at(row));

const sizes = fc.array(fc.nat({ max: 40 }), { maxLength: 12 });

describe('rows that stream in', () => {
  test('are the rows of one message, however they are cut', () => {
    fc.assert(
      fc.property(sizes, (cuts) => {
        const kept = runRows();
        let first = 0;
        const parts = cuts.map((n) => {
          const part = generatedRows(n, first);
          first += n;
          // As messages do: what is kept belongs to the page.
          kept.append(structuredClone(pageRows(part)));
          return part;
        });
        expect(plain(kept.view())).toEqual(plain(shownRows(concatRows(parts))));
      }),
    );
  });

  test('an earlier view keeps its length', () => {
    const kept = runRows();
    kept.append(pageRows(generatedRows(3)));
    const before = kept.view();
    kept.append(pageRows(generatedRows(500, 3)));
    expect(before.line.length).toBe(3);
    expect(before.id.length).toBe(3);
    expect(Array.from(before.line)).toEqual([1, 2, 3]);
  });

  test('null from a message is no field; a row without an id has none, whatever stands around it', () => {
    const kept = runRows();
    const rows = pageRows({
      ...generatedRows(3),
      id: ['a', undefined, ''],
      reason: [undefined, 'b', undefined],
    });
    const fields = [
      { name: 'x', kind: 'words', codes: Uint32Array.of(0, 1, 0), words: [null as never, 'a'] } as const,
    ];
    kept.append({ ...rows, fields });
    expect(plain(kept.view())).toMatchObject({
      id: ['a', undefined, ''],
      reason: [undefined, 'b', undefined],
    });
    expect([0, 1].map((row) => fieldValue(kept.view().fields[0], row))).toEqual([undefined, 'a']);
  });

  test('a text of a megabyte is cut', () => {
    const kept = shownRows({ ...generatedRows(2), id: ['x'.repeat(1e6), 'b'] });
    expect(kept.id.at(0)).toBe(`${'x'.repeat(longestText - 1)}…`);
    expect(kept.id.at(1)).toBe('b');
  });
});

/** The same columns; losses and margins but for rounding, as other sums lead to them. */
function expectClose(found: DerivedColumns, expected: DerivedColumns): void {
  const { loss, margin, ...same } = found;
  const { loss: exactLoss, margin: exactMargin, ...exact } = expected;
  expect(same).toEqual(exact);
  expect(relativeErrors(loss, exactLoss)).toBeLessThan(1e-13);
  // A difference of means: its error is one of the rewards'.
  margin.forEach((value, row) => {
    if (Number.isNaN(exactMargin[row])) expect(value).toBeNaN();
    else expect(Math.abs(value - exactMargin[row])).toBeLessThan(1e-13 * 100);
  });
}

function relativeErrors(found: Float64Array, exact: Float64Array): number {
  expect(found.length).toBe(exact.length);
  return exact.reduce((worst, value, row) => {
    if (Number.isNaN(value)) return Number.isNaN(found[row]) ? worst : Number.POSITIVE_INFINITY;
    return Math.max(worst, Math.abs(found[row] - value) / value);
  }, 0);
}

describe('what follows from rows that stream in', () => {
  test('is what follows from all of them at once, whatever beta did in between', () => {
    const betas = fc.array(fc.double({ min: 0.001, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(sizes, betas, (cuts, beta) => {
        const kept = runRows();
        const derived = derivedRows();
        let first = 0;
        cuts.forEach((n, i) => {
          kept.append(pageRows(generatedRows(n, first)));
          first += n;
          expectClose(derived.at(kept.view(), beta[i]), derive(kept.view(), beta[i]));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a new run begins from nothing', () => {
    const derived = derivedRows();
    derived.at(generatedRows(30), 0.1);
    expectClose(derived.at(generatedRows(5, 100), 0.1), derive(generatedRows(5, 100), 0.1));
  });
});
