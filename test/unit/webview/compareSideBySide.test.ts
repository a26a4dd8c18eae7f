import { describe, expect, test } from 'vitest';
import type { ExampleAnswer } from '../../../webview/compare/contract.ts';
import { sideBySide } from '../../../webview/compare/detail/sideBySide.ts';

const answer = (
  completions: readonly string[],
  tier: readonly number[],
  ratio: readonly number[],
): ExampleAnswer => ({
  line: 1,
  flags: 0,
  tier: Uint16Array.from(tier),
  policyLogp: Float64Array.from(ratio),
  referenceLogp: new Float64Array(ratio.length),
  tokens: new Uint32Array(ratio.length),
  texts: {
    prompt: [],
    completions: completions.map((content) => [{ role: '', content }]),
    stale: false,
  },
});

describe('completions of two runs', () => {
  test('of one record stand together by their place, best first', () => {
    const found = sideBySide([answer(['a', 'b'], [1, 0], [1, 2]), answer(['a', 'b'], [1, 0], [3, 4])], 0, [
      true,
      true,
    ]);
    expect(found.map(({ index, tier, differs }) => [index, tier, differs])).toEqual([
      [1, '1st', false],
      [0, '2nd', false],
    ]);
    expect(found[0].inRuns.map(({ run, ratio }) => [run, ratio])).toEqual([
      [0, 2],
      [1, 4],
    ]);
  });

  test('of two records stand together by their texts, with the place that each run gives them', () => {
    // Chosen and rejected changed places.
    const found = sideBySide([answer(['a', 'b'], [0, 1], [1, 2]), answer(['b', 'a'], [0, 1], [3, 4])], 0, [
      true,
      false,
    ]);
    expect(found[0].inRuns.map(({ ratio, tier }) => [ratio, tier])).toEqual([
      [1, '1st'],
      [4, '2nd'],
    ]);
    expect(found[0].differs).toBe(true);
  });

  test('equal texts are taken once each, and what a run does not have is left out', () => {
    const found = sideBySide(
      [
        answer(['a', 'a', 'c'], [0, 1, 2], [1, 2, 3]),
        answer(['x', 'a'], [0, 1], [4, 5]),
        { error: 'gone' },
        undefined,
      ],
      0,
      [true, false, true, true],
    );
    expect(found.map(({ inRuns }) => inRuns.map(({ run, ratio }) => `${run}: ${ratio}`))).toEqual([
      ['0: 1', '1: 5'],
      ['0: 2'],
      ['0: 3'],
    ]);
  });
});
