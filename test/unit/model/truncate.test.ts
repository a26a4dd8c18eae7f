import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoringSettings } from '../../../extension/model/settings.ts';
import { maxLengthOf, truncate } from '../../../extension/model/truncate.ts';

// Prompt 1 2 3, completion 4 5 6.
const sequence = { ids: Int32Array.of(1, 2, 3, 4, 5, 6), promptLength: 3 };

function cut(maxLength: number, how: ScoringSettings['truncation']) {
  const result = truncate(sequence, maxLength, how);
  return result.ok
    ? [result.sequence.ids.join(' '), result.sequence.promptLength, result.truncated]
    : result.reason;
}

describe('truncation', () => {
  it('leaves what fits, and anything when no limit is known', () => {
    expect(cut(6, 'skip')).toEqual(['1 2 3 4 5 6', 3, false]);
    expect(cut(0, 'keep_end')).toEqual(['1 2 3 4 5 6', 3, false]);
  });

  it('keep_start drops the end, and fails when the prompt alone fills the length', () => {
    expect(cut(4, 'keep_start')).toEqual(['1 2 3 4', 3, true]);
    expect(cut(3, 'keep_start')).toBe('the prompt alone has 3 tokens and fills the maximum of 3');
  });

  it('keep_end drops the start', () => {
    expect(cut(4, 'keep_end')).toEqual(['3 4 5 6', 1, true]);
    expect(cut(2, 'keep_end')).toEqual(['5 6', 0, true]);
    expect(cut(1, 'keep_end')).toContain('leaves nothing');
  });

  it('trim_prompt drops prompt tokens first and keeps one', () => {
    expect(cut(4, 'trim_prompt')).toEqual(['3 4 5 6', 1, true]);
    expect(cut(3, 'trim_prompt')).toEqual(['3 4 5', 1, true]);
    expect(cut(1, 'trim_prompt')).toContain('leaves nothing');
  });

  it('skip fails', () => {
    expect(cut(5, 'skip')).toBe('it has 6 tokens, more than the maximum of 5');
  });

  it('never gives more than the maximum, nor tokens that were not there, nor nothing to score', () => {
    const modes = fc.constantFrom<ScoringSettings['truncation']>(
      'keep_start',
      'keep_end',
      'trim_prompt',
      'skip',
    );
    const lengths = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 45 }),
        modes,
        ([prompt, completion], maxLength, mode) => {
          const ids = Int32Array.from({ length: prompt + completion }, (_, i) => i);
          const result = truncate({ ids, promptLength: prompt }, maxLength, mode);
          if (!result.ok) return ids.length > maxLength;
          const { ids: left, promptLength } = result.sequence;
          return (
            left.length <= maxLength &&
            left.length > promptLength &&
            left.length > 1 &&
            left.every((id, i) => i === 0 || id === left[i - 1] + 1) &&
            result.truncated === left.length < ids.length &&
            // The border stays where it was.
            (promptLength === 0 ? left[0] >= prompt : left[promptLength] === prompt)
          );
        },
      ),
    );
  });

  it('takes the smaller of setting and context', () => {
    expect([maxLengthOf(0, 128), maxLengthOf(64, 128), maxLengthOf(256, 128), maxLengthOf(64, 0)]).toEqual([
      128, 64, 128, 64,
    ]);
  });
});
