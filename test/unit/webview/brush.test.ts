import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosenRejected } from '../../../extension/preference/chosenRejected.ts';
import { derive, undefinedTop1 } from '../../../extension/preference/columns.ts';
import { wrongAt } from '../../../extension/preference/stageAgreement.ts';
import { type Brush, readBrushes, type Span } from '../../../webview/brush/brush.ts';
import { type BrushGrid, boxesOf, brushOf } from '../../../webview/brush/grid.ts';
import { maskOf } from '../../../webview/brush/masks.ts';
import { turnsField } from '../../../webview/brush/sliceColumn.ts';
import { brushWords } from '../../../webview/brush/words.ts';
import { gridOf } from '../../../webview/charts/brush/gridOf.ts';
import { marginData } from '../../../webview/figures/chartData.ts';
import { generatedRows, shownRows } from '../../webview/generatedRows.ts';

const all = generatedRows(500);
const rows = shownRows(all);
const beta = 0.1;
const derived = derive(all, beta);
const counted = Uint8Array.from(derived.top1, (value) => Number(value !== undefinedTop1));
const sides = chosenRejected(rows, counted);
const maskOfBrush = (brush: Brush) => maskOf(brush, { rows, derived, beta, counted, sides: () => sides });
const completions = (e: number) =>
  Array.from({ length: rows.offsets[e + 1] - rows.offsets[e] }, (_, i) => rows.offsets[e] + i);
const inside = (value: number, [low, high]: Span) =>
  !Number.isNaN(value) && value >= (low ?? -1e300) && value < (high ?? 1e300);
const each = (test: (e: number) => boolean) =>
  Uint8Array.from(counted, (one, e) => Number(one === 1 && test(e)));
const bests = (e: number) => Math.min(...completions(e).map((c) => rows.tier[c]));

describe('the rows of a brush', () => {
  const end = fc.option(fc.double({ min: -3, max: 3, noNaN: true }), { nil: null });
  const span: fc.Arbitrary<Span> = fc.tuple(end, end);

  test('are those whose values lie in its ranges, as told one by one', () => {
    fc.assert(
      fc.property(span, span, (x, y) => {
        const wide: Span = [x[0] === null ? null : 10 * x[0], x[1] === null ? null : 10 * x[1]];
        expect(maskOfBrush({ dimension: 'margin', x })).toEqual(each((e) => inside(derived.margin[e], x)));
        expect(maskOfBrush({ dimension: 'loss', x })).toEqual(each((e) => inside(derived.loss[e], x)));
        expect(maskOfBrush({ dimension: 'policy', x: wide })).toEqual(
          each((e) => inside(sides.chosenReference[e], wide)),
        );
        expect(maskOfBrush({ dimension: 'quadrants', x: wide, y: wide })).toEqual(
          each((e) => inside(sides.rejectedRatio[e], wide) && inside(sides.chosenRatio[e], wide)),
        );
        expect(maskOfBrush({ dimension: 'rewards', x: [0.5, 2.5], y })).toEqual(
          each((e) =>
            completions(e).some((c) => [1, 2].includes(rows.tier[c]) && inside(derived.reward[c], y)),
          ),
        );
        expect(maskOfBrush({ dimension: 'length', x: [10, null], y })).toEqual(
          each((e) => completions(e).some((c) => rows.tokens[c] >= 10 && inside(derived.reward[c], y))),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('by probability: of the examples whose best tier is one completion', () => {
    const x: Span = [0.3, 0.4];
    expect(maskOfBrush({ dimension: 'probability', x })).toEqual(
      each(
        (e) =>
          completions(e).filter((c) => rows.tier[c] === bests(e)).length === 1 &&
          completions(e).some((c) => inside(derived.topProbability[c], x)),
      ),
    );
  });

  test('by position, by words, by numbers, by K', () => {
    expect(maskOfBrush({ dimension: 'position', x: [1.5, 2.5] })).toEqual(wrongAt(rows, counted, 2, 2));
    expect(maskOfBrush({ dimension: 'slice', field: 'source', words: ['sorting', 'none'] })).toEqual(
      each((e) => all.slices[e]!.source === 'sorting'),
    );
    expect(maskOfBrush({ dimension: 'slice', words: [2, 4] })).toEqual(
      each((e) => [2, 4].includes(completions(e).length)),
    );
    expect(maskOfBrush({ dimension: 'slice', x: [3, 5] })).toEqual(
      each((e) => [3, 4].includes(completions(e).length)),
    );
    expect(maskOfBrush({ dimension: 'slice', field: turnsField, words: [3] })).toEqual(
      each((e) => all.turns[e] === 3),
    );
    expect(maskOfBrush({ dimension: 'slice', field: 'gone', words: ['a'] }).includes(1)).toBe(false);
  });
});

describe('bars and values', () => {
  test('the rows of chosen bars are as many as the bars count', () => {
    const data = marginData(derived);
    const grid = gridOf(data)!;
    const last = data.series.counts.length - 1;
    fc.assert(
      fc.property(fc.nat(last), fc.nat(last), (a, b) => {
        const cells = { x: [Math.min(a, b), Math.max(a, b)] as const };
        const brush = brushOf('margin', grid, cells);
        const n = data.series.counts.slice(cells.x[0], cells.x[1] + 1).reduce((x, y) => x + y, 0);
        if (!brush) {
          expect(cells.x).toEqual([0, last]);
          return;
        }
        expect(maskOfBrush(brush).reduce((x, y) => x + y, 0)).toBe(n);
        expect(boxesOf(brush, grid)).toEqual([
          { x: [data.series.edges[cells.x[0]], data.series.edges[cells.x[1] + 1]] },
        ]);
      }),
    );
  });

  test('words stand where their bars are now; a brush on another field does not', () => {
    const name = () => '';
    const grid = (words: string[]): BrushGrid => ({
      y: { edges: [-0.5, 0.5, 1.5, 2.5], words, name },
      field: 'source',
      counted: name,
    });
    const brush = brushOf('slice', grid(['a', 'b', 'c']), { y: [0, 1] })!;
    expect(brush).toEqual({ dimension: 'slice', field: 'source', words: ['a', 'b'] });
    expect(boxesOf(brush, grid(['b', 'c', 'a']))).toEqual([{ y: [-0.5, 0.5] }, { y: [1.5, 2.5] }]);
    expect(boxesOf({ ...brush, field: 'task' }, grid(['a', 'b', 'c']))).toEqual([]);
  });
});

test('what was kept is read where it has the right shape, once a dimension', () => {
  const good: Brush[] = [
    { dimension: 'margin', x: [null, 0.5] },
    { dimension: 'quadrants', x: [-1, 1], y: [0, null] },
    { dimension: 'slice', field: 'source', words: ['a', 2, true] },
  ];
  expect(readBrushes(JSON.parse(JSON.stringify(good)))).toEqual(good);
  expect(readBrushes([good[0], { dimension: 'margin', x: [1, 2] }])).toEqual([
    { dimension: 'margin', x: [1, 2] },
  ]);
  const bad = [
    null,
    3,
    {},
    { dimension: 'cost', x: [0, 1] },
    { dimension: 'loss', x: ['0', 1] },
    { dimension: 'loss' },
  ];
  expect(readBrushes([...bad, { dimension: 'slice', words: [] }])).toEqual([]);
  expect(readBrushes('margin')).toEqual([]);
});

test('a chip says what is chosen', () => {
  const words: [Brush, string][] = [
    [{ dimension: 'margin', x: [-2, 0] }, 'Margin −2 to 0'],
    [{ dimension: 'loss', x: [0.25, null] }, 'Loss 0.25 and above'],
    [{ dimension: 'quadrants', x: [null, 0], y: [null, 0] }, 'Rejected moved below 0, Chosen moved below 0'],
    [{ dimension: 'rewards', x: [null, 0.5], y: [-1, 0] }, '1st tier, Reward −1 to 0'],
    [{ dimension: 'rewards', x: [1.5, null] }, '3rd tier and later'],
    [{ dimension: 'position', x: [1.5, 2.5] }, 'Wrong at 2nd position'],
    [{ dimension: 'position', x: [null, 2.5] }, 'Wrong at positions up to the 2nd'],
    [{ dimension: 'slice', words: [2, 3] }, 'K 2, 3'],
    [{ dimension: 'slice', field: turnsField, words: [3] }, 'Turns 3'],
    [{ dimension: 'slice', field: 'so\u202eurce', words: ['a\nb', true] }, 'so[U+202E]urce a…, true'],
  ];
  for (const [brush, expected] of words) expect(brushWords(brush)).toBe(expected);
});
