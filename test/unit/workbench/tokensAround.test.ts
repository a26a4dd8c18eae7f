import { expect, test } from 'vitest';
import type { LinesAround } from '../../../extension/dataset/recordAround.ts';
import { linesAround, reaches, tokensAround } from '../../../extension/workbench/tokensAround.ts';

const documentOf = (texts: readonly string[]) => ({
  lineCount: texts.length,
  lineAt: (line: number) => ({ text: texts[line] }),
});
const numbered = (n: number) => documentOf(Array.from({ length: n }, (_, i) => String(i)));
const answer = { part: 0, parts: 1, begins: { line: 1, character: 7 }, models: [] };

test('lines on both sides are taken in their order, and ends of the document are known', () => {
  const reach = { lines: 2, units: 100 };
  const of = (line: number) => linesAround(numbered(9), line, reach);
  expect(of(4)).toEqual({
    from: 2,
    around: { texts: ['2', '3', '4', '5', '6'], at: 2, moreBefore: true, moreAfter: true },
  });
  expect(of(0)).toEqual({
    from: 0,
    around: { texts: ['0', '1', '2'], at: 0, moreBefore: false, moreAfter: true },
  });
  expect(of(7).around).toEqual({ texts: ['5', '6', '7', '8'], at: 2, moreBefore: true, moreAfter: false });
});

test('long neighbours are left out, the line itself never', () => {
  const long = 'x'.repeat(50);
  const { from, around } = linesAround(documentOf([long, long, long, 'y', 'z']), 1, { lines: 9, units: 40 });
  expect([from, around]).toEqual([1, { texts: [long], at: 0, moreBefore: true, moreAfter: true }]);
});

test('more of the document is asked about only while the record is not whole, and lines are the document’s', async () => {
  const asked: LinesAround[] = [];
  const shown = await tokensAround(numbered(2000), 1000, async (around) => {
    asked.push(around);
    return asked.length < 2 ? undefined : { ...answer, first: 1, end: 3 };
  });
  expect(asked.map(({ texts, at }) => [texts.length, at])).toEqual([
    [33, 16],
    [513, 256],
  ]);
  expect(shown).toMatchObject({ first: 745, end: 747, begins: { line: 745, character: 7 } });
  const refused = await tokensAround(numbered(99_999), 50_000, async (around) => {
    asked.push(around);
    return undefined;
  });
  expect(refused).toBeUndefined();
  expect(asked.at(-1)!.texts).toHaveLength(2 * reaches.at(-1)!.lines + 1);
});
