import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLine } from '../../../extension/dataset/checkLine.ts';
import { isPreferenceDataset, looksLikeRanking } from '../../../extension/dataset/isPreferenceDataset.ts';
import { readSyntax } from '../../../extension/dataset/jsonSyntax.ts';
import { placeAt } from '../../../extension/dataset/placeAt.ts';
import type { LocatedProblem } from '../../../extension/dataset/problem.ts';
import { catalogue } from '../../../extension/dataset/problems.ts';
import { applyEdits } from './expectProblems.ts';
import { mutated } from './mutations.ts';

/** CHECK_LINES=300000 for a long run. */
const numRuns = Number(process.env.CHECK_LINES ?? 3000);

const ofReadable = [
  ...['ranking-all-tied', 'role-order', 'role-mark', 'prompt-empty', 'prompt-repeated'],
  ...['response-empty', 'response-prefix', 'responses-alike', 'responses-identical'],
];

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('whatever stands in a line', () => {
  test('it is judged as JSON.parse judges it', () => {
    fc.assert(
      fc.property(mutated, (line) => {
        const { fault, notNumbers } = readSyntax(line);
        expect(fault === undefined && notNumbers.length === 0).toBe(isJson(line));
      }),
      { numRuns },
    );
  });

  test('the check ends, with problems that lie in the line, in words', () => {
    fc.assert(
      fc.property(mutated, (line) => {
        const { examples, problems } = checkLine(line);
        const [example] = examples;
        for (const { start, end, code, message } of problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(line.length);
          expect(catalogue).toHaveProperty(code);
          expect(message).not.toMatch(/undefined|\[object|NaN NaN/);
        }
        const errors = problems.filter(({ severity }) => severity === 'error').length;
        if (line.trim() !== '') expect(example === undefined).toBe(errors > 0);
        if (!example) return;
        const { completions, tiers, places } = example;
        expect(tiers.flat().sort((a, b) => a - b)).toEqual([...completions.keys()]);
        expect(completions.length).toBeGreaterThanOrEqual(2);
        expect(places.completions).toHaveLength(completions.length);
        expect(looksLikeRanking(line)).toBe(true);
        for (let offset = 0; offset < line.length; offset += 7) placeAt(line, example, offset);
      }),
      { numRuns },
    );
  });

  test('a fix mends its problem and brings no other', () => {
    const counts = (line: string) => {
      const byCode = new Map<string, number>();
      for (const { code } of checkLine(line).problems) byCode.set(code, (byCode.get(code) ?? 0) + 1);
      return byCode;
    };
    // Behind a syntax error anything may come to light; texts are looked at once a record can be read.
    const mayFollow = ({ code, severity }: LocatedProblem) =>
      code === 'json-syntax' ? Object.keys(catalogue) : severity === 'error' ? ofReadable : [];
    const mended = new Set<string>();
    fc.assert(
      fc.property(mutated, (line) => {
        const before = counts(line);
        for (const problem of checkLine(line).problems)
          for (const { edits } of problem.fixes) {
            const { code } = problem;
            mended.add(code);
            const after = counts(applyEdits(line, edits));
            if (code !== 'json-syntax') expect(after.get(code) ?? 0).toBeLessThan(before.get(code)!);
            for (const [other, count] of after)
              if (!mayFollow(problem).includes(other))
                expect([other, before.get(other) ?? 0]).toEqual([
                  other,
                  Math.max(count, before.get(other) ?? 0),
                ]);
          }
      }),
      { numRuns },
    );
    expect([...mended]).toEqual(expect.arrayContaining(['json-syntax', 'role-mark', 'prompt-repeated']));
  });

  test('telling what a file is never throws', () => {
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 5 }), (lines) => {
        expect(typeof isPreferenceDataset(lines)).toBe('boolean');
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });
});
