import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { LocatedProblem } from '../../../extension/dataset/problem.ts';
import { LineChecks } from '../../../extension/editor/lineChecks.ts';
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
            return texts.map(checkLine);
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
      async (texts) => texts.map(checkLine),
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
        return texts.map(checkLine);
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
        return texts.map(() => []);
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
        return texts.map(checkLine);
      },
      () => undefined,
    );
    await expect(checks.run()).rejects.toThrow('the worker is gone');
    fails = false;
    await checks.run();
    expect(checks.problems()).toHaveLength(2);
  });

  test('an answer after the end changes nothing', async () => {
    let answer: (problems: LocatedProblem[][]) => void = () => undefined;
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
    answer([checkLine('a')]);
    await run;
    expect(changed).not.toHaveBeenCalled();
    expect(checks.problems()).toEqual([]);
  });
});
