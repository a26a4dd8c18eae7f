import { describe, expect, test } from 'vitest';
import type { CompletionFacts } from '../../../webview/detail/completion.tsx';
import { orderedBy } from '../../../webview/detail/orderedBy.ts';
import { push, pushWords } from '../../../webview/detail/push.ts';

const facts = (rewards: readonly number[]) =>
  rewards.map((reward, index) => ({ index, reward }) as CompletionFacts);
const indices = (ordered: readonly CompletionFacts[]) => ordered.map(({ index }) => index);

describe('the order of the completions', () => {
  test('as annotated is as they come', () => {
    const given = facts([1, 3, 2]);
    expect(orderedBy(given, 'annotated')).toBe(given);
  });

  test('of the policy: largest reward first, equal ones as annotated, those without one last', () => {
    const given = facts([1, Number.NaN, 3, 1, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(indices(orderedBy(given, 'policy'))).toEqual([4, 2, 0, 3, 1, 5]);
    expect(indices(given)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('what training does to a completion', () => {
  test('against the gradient, and how hard by its share of beta', () => {
    expect(pushWords(-0.08, 0.1)).toBe('up, hard');
    expect(pushWords(0.02, 0.1)).toBe('down, somewhat');
    expect(pushWords(0.002, 0.1)).toBe('down, gently');
    expect(pushWords(-0.0005, 0.1)).toBe('up, hardly at all');
    expect(pushWords(0, 0.1)).toBe('neither up nor down');
    expect(pushWords(Number.NaN, 0.1)).toBe('not known');
  });

  test('the arrow says the same', () => {
    expect([push(-0.08), push(0.02), push(0), push(Number.NaN)]).toEqual([
      '↑ 0.0800',
      '↓ 0.0200',
      '· 0',
      '–',
    ]);
  });
});
