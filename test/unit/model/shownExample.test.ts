import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultScoring, type ScoringSettings } from '../../../extension/model/settings.ts';
import type { ShownTokens } from '../../../extension/model/shownExample.ts';
import { openTextToTokens, type TextToTokens } from '../../../extension/model/textToTokens.ts';
import { chatTemplate, folderWith } from '../../fixtures/onnx/modelFolder.ts';
import { bosId, eosId, tinyTokenizer } from '../../fixtures/onnx/tinyTokenizer.ts';

let text: TextToTokens;
beforeAll(async () => {
  text = await openTextToTokens(
    folderWith({
      'tokenizer.json': tinyTokenizer({ bos: true }),
      'tokenizer_config.json': { bos_token: '<s>', eos_token: '</s>', chat_template: chatTemplate },
    }),
  );
});

/** The ids that are left, of a stretch that is shown whole. */
const kept = ({ tokens, count, droppedStart, droppedEnd }: ShownTokens) => {
  expect(tokens.length).toBe(count);
  return tokens.slice(droppedStart, count - droppedEnd).map(({ id }) => id);
};

describe('what is shown of an example', () => {
  it('is exactly what is scored, however it is truncated and tokenized', () => {
    const truncation = fc.constantFrom<ScoringSettings['truncation']>(
      'keep_start',
      'keep_end',
      'trim_prompt',
      'skip',
    );
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'x', 'é', '你', '\n'), maxLength: 12 });
    const completion = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'x'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        words,
        fc.array(completion, { minLength: 2, maxLength: 4 }),
        truncation,
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom<ScoringSettings['border']>('joint', 'separate', 'trl'),
        (prompt, completions, how, maxLength, border) => {
          const settings = { ...defaultScoring, truncation: how, maxLength, border };
          const shown = text.show({ prompt, completions }, settings);
          const prepared = text.prepare({ prompt, completions }, settings, 0);
          if (!prepared.ok) {
            const reasons = [shown.reason, ...shown.completions.map(({ reason }) => reason)];
            expect(reasons.some((reason) => reason && prepared.reason.endsWith(reason))).toBe(true);
            return;
          }
          expect(shown.reason).toBeUndefined();
          expect(shown.separate).toBe(prepared.separate);
          expect(shown.maxLength).toBe(maxLength);
          for (const [k, { ids, promptLength }] of prepared.sequences.entries()) {
            const own = shown.completions[k];
            expect(own.reason).toBeUndefined();
            expect([...kept(shown.prompts[own.prompt]), ...kept(own)]).toEqual([...ids]);
            expect(kept(shown.prompts[own.prompt]).length).toBe(promptLength);
            expect(own.scored).toBe(ids.length - Math.max(1, promptLength));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('spells tokens as text, special ones and parts of characters as what they are', () => {
    const { prompts, completions } = text.show({ prompt: 'ab', completions: ['é', 'x\n'] }, defaultScoring);
    expect(prompts).toHaveLength(1);
    expect(prompts[0].tokens).toEqual([
      { id: bosId, text: '<s>', special: true },
      { id: expect.any(Number), text: 'ab' },
    ]);
    expect(completions[0].tokens).toEqual([
      { id: expect.any(Number), text: '', bytes: 'C3', of: 'é' },
      { id: expect.any(Number), text: '', bytes: 'A9', of: 'é' },
      { id: eosId, text: '</s>', special: true },
    ]);
    expect(completions[1].tokens.map((token) => token.text)).toEqual(['x', '\n', '</s>']);
  });

  it('is both ends of a long stretch, with what lies between counted', () => {
    const { prompts } = text.show({ prompt: 'x'.repeat(10_000), completions: ['a', 'b'] }, defaultScoring);
    const [{ tokens, count, gapAt }] = prompts;
    expect(count).toBe(10_001);
    expect(tokens.length).toBe(4000);
    expect(gapAt).toBe(2000);
    expect(tokens[0].special).toBe(true);
  });

  it('has the reason where there is nothing to show', () => {
    const shown = text.show({ prompt: 'x', completions: ['', 'y'] }, { ...defaultScoring, appendEos: false });
    expect(shown.reason).toMatch(/completion 1/);
    expect(shown.completions).toEqual([]);
  });
});
