import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Severity } from '../../../extension/dataset/problem.ts';
import { capProblems, hiddenMessage, type LineProblem } from '../../../extension/editor/problemCap.ts';

const rank: Record<Severity, number> = { error: 0, warning: 1, information: 2 };

function problemAt(line: number, severity: Severity): LineProblem {
  return { line, problem: { code: 'some-code', severity, message: '', start: line % 7, end: 9, fixes: [] } };
}

test('never more than the limit with the entry that counts the rest, errors first, nothing lost from the count', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Severity>('error', 'warning', 'information'), { maxLength: 60 }),
      fc.integer({ min: 2, max: 40 }),
      (severities, limit) => {
        const problems = severities.map((severity, i) => problemAt(i >> 1, severity));
        const { shown, hidden } = capProblems(problems, limit);
        const hiddenCount = hidden.error + hidden.warning + hidden.information;
        expect(shown.length + hiddenCount).toBe(problems.length);
        expect(shown.length + (hiddenCount > 0 ? 1 : 0)).toBeLessThanOrEqual(limit);
        if (problems.length <= limit) expect(shown).toEqual(problems);
        else expect(shown).toHaveLength(limit - 1);
        const mildestShown = Math.max(...shown.map(({ problem }) => rank[problem.severity]));
        for (const severity of ['error', 'warning', 'information'] as const)
          if (hidden[severity] > 0) expect(rank[severity]).toBeGreaterThanOrEqual(mildestShown);
        const lines = shown.map(({ line }) => line);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      },
    ),
  );
});

test('the last entry says how many more, by kind', () => {
  expect(hiddenMessage({ error: 2000, warning: 345, information: 0 })).toMatch(
    /^2,345 more problems in this file are not shown: 2,000 errors and 345 warnings\./,
  );
  expect(hiddenMessage({ error: 0, warning: 0, information: 1 })).toMatch(
    /^1 more problem in this file is not shown: 1 remark\./,
  );
});
