import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleFacts } from '../../../extension/dataset/across/exampleFacts.ts';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { fixableCodes, removeLine } from '../../../extension/dataset/fixes.ts';
import type { Fix, LocatedProblem } from '../../../extension/dataset/problem.ts';
import { catalogue } from '../../../extension/dataset/problems.ts';
import {
  compatibleEdits,
  type DocumentEdit,
  documentEdits,
  type Edit,
  firstFixes,
  onSaveCodes,
} from '../../../extension/editor/fixAll.ts';
import { LineChecks } from '../../../extension/editor/lineChecks.ts';
import { splitLines } from '../../../extension/editor/lineList.ts';
import { mutated } from '../dataset/mutations.ts';

const fixWith = (...edits: Edit[]): Fix => ({ title: 'Mend it', edits });
const remove = (start: number, end: number): Edit => ({ start, end, text: '' });
const insert = (start: number, text: string): Edit => ({ start, end: start, text });

const linesIn = (text: string) => {
  const lines = splitLines(text);
  return { lineCount: lines.length, lineText: (line: number) => lines[line] };
};

/** As an editor makes edits that do not overlap: all at once, by line and character. */
function applied(text: string, edits: readonly DocumentEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n/g)].map(({ 0: end, index }) => index + end.length)];
  const spans = edits
    .map(({ from, to, text: put }) => ({
      start: starts[from.line] + from.character,
      end: starts[to.line] + to.character,
      put,
    }))
    .sort((a, b) => a.start - b.start);
  spans.forEach(({ start }, i) => {
    if (i > 0) expect(start).toBeGreaterThanOrEqual(spans[i - 1].end);
  });
  return spans.reduceRight((now, { start, end, put }) => now.slice(0, start) + put + now.slice(end), text);
}

describe('fixes of one line', () => {
  test('that touch different places are made together', () => {
    expect(compatibleEdits([fixWith(remove(6, 9)), fixWith(remove(3, 6))])).toEqual([
      remove(3, 6),
      remove(6, 9),
    ]);
  });

  test('that change the same place: the first is made', () => {
    expect(compatibleEdits([fixWith(remove(3, 6)), fixWith(remove(5, 8), insert(20, 'x'))])).toEqual([
      remove(3, 6),
    ]);
    expect(compatibleEdits([fixWith(insert(4, 'a')), fixWith(insert(4, 'b'))])).toEqual([insert(4, 'a')]);
  });

  test('never overlap, whatever they are', () => {
    const edit = fc.tuple(fc.nat(20), fc.nat(5)).map(([start, length]) => remove(start, start + length));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const taken = compatibleEdits(edits.map((one) => fixWith(one)));
        for (let i = 1; i < taken.length; i++) expect(taken[i - 1].end).toBeLessThanOrEqual(taken[i].start);
        if (edits.length > 0) expect(taken.length).toBeGreaterThan(0);
      }),
    );
  });
});

test('only problems that have a fix are mended, each by its first', () => {
  const problem = (...fixes: Fix[]): LocatedProblem => ({
    code: 'ranking-duplicate',
    severity: 'error',
    message: '',
    start: 0,
    end: 1,
    fixes,
  });
  const first = fixWith(remove(0, 1));
  const problems = [problem(first, fixWith(remove(5, 6))), problem()].map((one, line) => ({
    line,
    problem: one,
  }));
  expect(firstFixes(problems, linesIn('a\nb'))).toEqual([{ line: 0, fix: first }]);
});

test('all fixes of a kind in a line, made at once, mend what they touch and bring nothing', () => {
  const numRuns = Number(process.env.CHECK_LINES ?? 3000);
  const counts = (problems: readonly LocatedProblem[]) => {
    const byCode: Record<string, number> = {};
    for (const { code } of problems) byCode[code] = (byCode[code] ?? 0) + 1;
    return byCode;
  };
  let several = 0;
  fc.assert(
    fc.property(mutated, (line) => {
      const { problems } = checkLine(line);
      // Behind an error others may come to light.
      if (problems.some(({ severity }) => severity === 'error')) return;
      const before = counts(problems);
      for (const code of Object.keys(before)) {
        const lines = linesIn(line);
        const own = problems.filter((one) => one.code === code).map((problem) => ({ line: 0, problem }));
        const edits = documentEdits(firstFixes(own, lines), lines);
        if (edits.length === 0) continue;
        if (own.length > 1) several++;
        const after = counts(checkLine(applied(line, edits)).problems);
        expect(after[code] ?? 0).toBeLessThan(before[code]);
        for (const other of Object.keys(after))
          expect([other, after[other] <= (before[other] ?? 0)], line).toEqual([other, true]);
      }
    }),
    { numRuns },
  );
  expect(several).toBeGreaterThan(0);
});

describe('lines that go', () => {
  const without = (text: string, ...lines: number[]) =>
    applied(
      text,
      documentEdits(
        lines.map((line) => ({ line, fix: removeLine })),
        linesIn(text),
      ),
    );

  test.each(['\n', '\r\n'])('take their line end with them (%j)', (end) => {
    const file = (...lines: string[]) => lines.join(end);
    expect(without(file('a', '😀', 'c', ''), 1)).toBe(file('a', 'c', ''));
    expect(without(file('a', '😀', 'c', ''), 0)).toBe(file('😀', 'c', ''));
    expect(without(file('a', '😀', 'c', ''), 2)).toBe(file('a', '😀', ''));
    expect(without(file('a', '😀', 'c'), 2)).toBe(file('a', '😀'));
    expect(without(file('a', '😀', 'c'), 2, 1)).toBe('a');
    expect(without(file('a', '😀', 'c'), 0, 2)).toBe('😀');
    expect(without(file('a', 'b'), 0, 1, 1)).toBe('');
    expect(without('a', 0)).toBe('');
  });

  test('go whatever else would be mended on them', () => {
    const fixes = [
      { line: 1, fix: fixWith(remove(0, 1)) },
      { line: 1, fix: removeLine },
      { line: 0, fix: fixWith(remove(0, 1)) },
    ];
    expect(applied('ab\ncd', documentEdits(fixes, linesIn('ab\ncd')))).toBe('b');
  });
});

describe('copies of a line', () => {
  const record = (prompt: string, more = {}) =>
    JSON.stringify({ prompt, responses: ['a', 'b'], ranking: [0, 1], ...more });

  async function checked(text: string): Promise<LineChecks> {
    const answer = (line: string) => {
      const { examples, problems } = checkLine(line);
      return { problems, facts: examples.map(exampleFacts) };
    };
    const checks = new LineChecks(
      linesIn(text),
      async (texts) => texts.map(answer),
      () => undefined,
    );
    await checks.run();
    return checks;
  }
  const mend = (checks: LineChecks, text: string) =>
    applied(text, documentEdits(firstFixes(checks.problems(), linesIn(text)), linesIn(text)));

  test('are taken out, the first one stays', async () => {
    const text = [record('p'), record('q'), record('p'), '', record('q'), record('p')].join('\n');
    const rest = mend(await checked(text), text);
    expect(rest).toBe([record('p'), record('q'), ''].join('\n'));
    expect((await checked(rest)).problems()).toEqual([]);
  });

  test('are no copies when anything else differs', async () => {
    const text = [record('p', { id: 1 }), record('p', { id: 2 }), record('p').replace(',', ', ')].join('\n');
    const checks = await checked(text);
    expect(checks.problems().map(({ problem }) => problem.code)).toEqual([
      'duplicate-record',
      'duplicate-record',
    ]);
    expect(firstFixes(checks.problems(), linesIn(text))).toEqual([]);
  });

  test('are told from the lines as they are now: one of each stays, whatever was edited since', async () => {
    const lines = fc.array(fc.constantFrom(record('p'), record('q'), ''), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.nat(),
        fc.array(fc.constantFrom(record('p'), record('q'))),
        async (all, at, put) => {
          const checks = await checked(all.join('\n'));
          const line = at % all.length;
          const now = [...all.slice(0, line), ...put, ...all.slice(line + 1)];
          if (put.length === 0 && line + 1 >= all.length) return;
          // Taken out, or replaced; the others keep what they had until the next look.
          checks.edit([
            put.length > 0
              ? { startLine: line, endLine: line, text: put.join('\n') }
              : { startLine: line, endLine: line + 1, text: all[line + 1] },
          ]);
          const rest = splitLines(mend(checks, now.join('\n')));
          expect(new Set(rest.filter(Boolean))).toEqual(new Set(now.filter(Boolean)));
        },
      ),
    );
  });
});

describe('what is mended when a file is saved', () => {
  test('has a fix', () => {
    for (const code of onSaveCodes) {
      expect(catalogue).toHaveProperty(code);
      expect(fixableCodes).toContain(code);
    }
  });

  test('together brings nothing, and says what it said', () => {
    const numRuns = Number(process.env.CHECK_LINES ?? 3000);
    let mended = 0;
    fc.assert(
      fc.property(mutated, (line) => {
        const { problems, examples } = checkLine(line);
        const own = problems
          .filter(({ code }) => onSaveCodes.has(code))
          .map((problem) => ({ line: 0, problem }));
        const lines = { lineCount: 1, lineText: () => line };
        const edits = documentEdits(firstFixes(own, lines), lines);
        if (edits.length === 0) return;
        mended++;
        const after = checkLine(applied(line, edits));
        const isReadable = problems.every(({ severity }) => severity !== 'error');
        if (!isReadable) return;
        expect(after.problems.length).toBeLessThan(problems.length);
        const said = ({ prompt, completions, tiers }: (typeof examples)[number]) => ({
          prompt,
          completions,
          tiers,
        });
        expect(after.examples.map(said)).toEqual(examples.map(said));
      }),
      { numRuns },
    );
    expect(mended).toBeGreaterThan(0);
  });
});
