import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { exampleFacts } from '../../../extension/dataset/across/exampleFacts.ts';
import { checkLine as checkRecord } from '../../../extension/dataset/checkLine.ts';
import type { LocatedProblem } from '../../../extension/dataset/problem.ts';
import { type CheckedText, LineChecks } from '../../../extension/editor/lineChecks.ts';
import { splitLines } from '../../../extension/editor/lineList.ts';
import { applyEdit, type Edit, editsOf, lineChangeOf, textArbitrary } from './edits.ts';

/** A check whose answer depends on the whole line, so that a stale or shifted answer shows. */
function checkLine(text: string): LocatedProblem[] {
  return text === ''
    ? []
    : [{ code: `holds-${text}`, severity: 'error', message: text, start: 0, end: text.length, fixes: [] }];
}

function openDocument(text: string) {
  const document = {
    text,
    get lineCount() {
      return splitLines(document.text).length;
    },
    lineText: (line: number) => splitLines(document.text)[line],
  };
  return document;
}

const expected = (text: string) =>
  splitLines(text).flatMap((lineText, line) => checkLine(lineText).map((problem) => ({ line, problem })));

describe('problems of a document', () => {
  test('after any edits equal those of a check of the whole document, and only touched lines are checked again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        textArbitrary,
        fc.array(fc.tuple(fc.nat(), fc.nat(), textArbitrary), { maxLength: 6 }),
        async (scheduler, text, raw) => {
          const document = openDocument(text);
          let asked = 0;
          // Answers come late and in between edits, in an order that fast-check chooses.
          const check = scheduler.scheduleFunction(async (texts: readonly string[]) => {
            asked += texts.length;
            return texts.map((text) => ({ problems: checkLine(text), facts: [] }));
          });
          const checks = new LineChecks(document, check, () => undefined);
          const runs = [checks.run()];
          let touched = splitLines(text).length;
          scheduler.scheduleSequence(
            [...editsOf(text, raw)].map((edit: Edit) => async () => {
              const change = lineChangeOf(document.text, edit);
              document.text = applyEdit(document.text, edit);
              checks.edit([change]);
              touched += splitLines(change.text).length;
              runs.push(checks.run());
            }),
          );
          await scheduler.waitIdle();
          await Promise.all(runs);
          expect(checks.problems()).toEqual(expected(document.text));
          expect(asked).toBeLessThanOrEqual(touched);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a line that waits shows nothing, neither old nor new', async () => {
    const document = openDocument('a\nb');
    const checks = new LineChecks(
      document,
      async (texts) => texts.map((text) => ({ problems: checkLine(text), facts: [] })),
      () => undefined,
    );
    await checks.run();
    expect(checks.problemsAt(1)[0].code).toBe('holds-b');
    document.text = 'a\nbb';
    checks.edit([{ startLine: 1, endLine: 1, text: 'b' }]);
    expect(checks.problemsAt(1)).toEqual([]);
    expect(checks.problemsAt(0)[0].code).toBe('holds-a');
    await checks.run();
    expect(checks.problemsAt(1)[0].code).toBe('holds-bb');
  });

  test('large documents go to the worker in slices, and what is known is told on the way', async () => {
    const document = { lineCount: 5_000, lineText: (line: number) => `${line}` };
    const sizes: number[] = [];
    const changed = vi.fn();
    const checks = new LineChecks(
      document,
      async (texts) => {
        sizes.push(texts.length);
        return texts.map((text) => ({ problems: checkLine(text), facts: [] }));
      },
      changed,
    );
    await checks.run();
    expect(sizes).toEqual([2_000, 2_000, 1_000]);
    expect(changed).toHaveBeenCalledTimes(3);
    expect(checks.problems()).toHaveLength(5_000);
  });

  test('long lines make short slices', async () => {
    const document = { lineCount: 10, lineText: () => 'x'.repeat(600_000) };
    const sizes: number[] = [];
    const checks = new LineChecks(
      document,
      async (texts) => {
        sizes.push(texts.length);
        return texts.map(() => ({ problems: [], facts: [] }));
      },
      () => undefined,
    );
    await checks.run();
    expect(sizes).toEqual([2, 2, 2, 2, 2]);
  });

  test('after a failure the same lines are asked again', async () => {
    let fails = true;
    const checks = new LineChecks(
      openDocument('a\nb'),
      async (texts) => {
        if (fails) throw new Error('the worker is gone');
        return texts.map((text) => ({ problems: checkLine(text), facts: [] }));
      },
      () => undefined,
    );
    await expect(checks.run()).rejects.toThrow('the worker is gone');
    fails = false;
    await checks.run();
    expect(checks.problems()).toHaveLength(2);
  });

  test('an answer after the end changes nothing', async () => {
    let answer: (answers: CheckedText[]) => void = () => undefined;
    const changed = vi.fn();
    const checks = new LineChecks(
      openDocument('a'),
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      changed,
    );
    const run = checks.run();
    checks.end();
    answer([{ problems: checkLine('a'), facts: [] }]);
    await run;
    expect(changed).not.toHaveBeenCalled();
    expect(checks.problems()).toEqual([]);
  });

  test('what lines have together follows every edit, as a check of the whole document would tell it', async () => {
    const record = (prompt: number, best: number) =>
      JSON.stringify({ prompt: `q${prompt}`, responses: ['a', 'b'], ranking: [best, 1 - best] });
    const answers = (texts: readonly string[]) =>
      texts.map((text) => {
        const { examples, problems } = checkRecord(text);
        return { problems, facts: examples.map(exampleFacts) };
      });
    const told = (checks: LineChecks) =>
      checks.problems().map(({ line, problem }) => [line, problem.code, problem.other]);
    const line = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }))
      .map(([p, b]) => record(p, b));
    const lines = fc.array(line, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(fc.tuple(fc.nat(), fc.nat(), lines), { maxLength: 5 }),
        async (first, edits) => {
          const document = openDocument(first.join('\n'));
          const checks = new LineChecks(
            document,
            async (texts) => answers(texts),
            () => undefined,
          );
          await checks.run();
          for (const [a, b, texts] of edits) {
            const [startLine, endLine] = [a % document.lineCount, b % document.lineCount].sort(
              (x, y) => x - y,
            );
            const change = { startLine, endLine, text: texts.join('\n') };
            const now = splitLines(document.text);
            document.text = [...now.slice(0, startLine), ...texts, ...now.slice(endLine + 1)].join('\n');
            checks.edit([change]);
            await checks.run();
            const fresh = new LineChecks(
              document,
              async (all) => answers(all),
              () => undefined,
            );
            await fresh.run();
            expect(told(checks)).toEqual(told(fresh));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
