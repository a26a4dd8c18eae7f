import { describe, expect, test } from 'vitest';
import type { ModelGlance } from '../../../extension/model/glance.ts';
import type { Headline } from '../../../extension/run/headline.ts';
import {
  type ListedModel,
  modelDescription,
  modelSentences,
} from '../../../extension/workbench/sideBar/modelWords.ts';
import {
  ageWords,
  deleteWords,
  headlineWords,
  modelsWords,
  partWords,
  sizeWords,
  timeWords,
} from '../../../extension/workbench/sideBar/runWords.ts';

describe('words of a run', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  const ago = (seconds: number) => ageWords(new Date(now - 1000 * seconds).toISOString(), now);

  test('its age steps from minutes to years, and never says 0', () => {
    expect([0, 59, 60, 3599, 3600, 86_399].map(ago)).toEqual([
      'just now',
      'just now',
      '1 min ago',
      '59 min ago',
      '1 h ago',
      '23 h ago',
    ]);
    expect([86_400, 2 * 86_400, 45 * 86_400, 800 * 86_400].map(ago)).toEqual([
      '1 day ago',
      '2 days ago',
      '1 month ago',
      '2 years ago',
    ]);
  });

  test('a clock that went back does not make it older', () => {
    expect(ago(-500)).toBe('just now');
  });

  test('its time has a year where it is another one', () => {
    const at = new Date(2025, 10, 3, 9, 5).toISOString();
    expect(timeWords(at, new Date(2025, 11, 1))).toBe('Nov 3, 09:05');
    expect(timeWords(at, new Date(2026, 0, 1))).toMatch(/2025/);
    expect(timeWords('never')).toBe('at an unknown time');
  });

  test('sizes read as in a file manager', () => {
    expect([0, 1, 999, 1000, 1_449_999, 25e6, 2.5e9].map(sizeWords)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '1.4 MB',
      '25 MB',
      '2.5 GB',
    ]);
  });

  const headline: Headline = {
    examples: 400,
    scored: 398,
    accuracy: 0.883,
    loss: 1.2101,
    chance: 1.7918,
    beta: 0.1,
  };

  test('its headline names the beta where it is not the one in force', () => {
    expect(headlineWords(headline, 0.1)).toBe('88.3%, loss 1.210 of 1.792');
    expect(headlineWords(headline, 0.5)).toBe('88.3%, loss 1.210 of 1.792 at beta 0.1');
    const nothing = { ...headline, scored: 0, accuracy: null, loss: null, chance: null };
    expect(headlineWords(nothing, 0.1)).toBe('nothing scored');
  });

  test('what it ran on', () => {
    expect(modelsWords({ name: 'dpo-3' }, { name: 'sft' })).toBe('dpo-3 vs sft');
    expect(modelsWords({ name: 'dpo-3' }, undefined)).toBe('dpo-3 vs records');
    expect(modelsWords(undefined, undefined)).toBe('log-probs of the records');
    expect(partWords({ limit: 50 })).toBe('first 50 examples');
    expect(partWords({ lines: [7] })).toBe('line 7');
    expect(partWords({})).toBeUndefined();
  });

  test('deleting says what is lost, decisions of people too', () => {
    const one = { label: 'first try', bytes: 2_000_000, decisions: 0 };
    const { question, detail } = deleteWords([one]);
    expect(question).toBe('Delete the run "first try"?');
    expect(detail).toContain('2.0 MB');
    expect(detail).not.toContain('decision');
    const two = deleteWords([one, { ...one, decisions: 3 }]);
    expect(two.question).toBe('Delete 2 runs?');
    expect(two.detail).toContain('4.0 MB');
    expect(two.detail).toContain('3 decisions');
  });
});

describe('words of a model', () => {
  const glance: ModelGlance = {
    folder: '/models/tiny',
    name: 'tiny',
    kind: 'llama',
    precision: 'float16',
    contextLength: 4096,
    bytes: 2.5e9,
    problems: [],
  };
  const model: ListedModel = { ...glance, roles: ['policy'], isSample: false, provider: 'cuda' };

  test('everything that is known, and nothing that is not', () => {
    expect(modelDescription(model)).toBe('policy · llama · float16 · 4,096 tokens · 2.5 GB · cuda');
    const unknown = {
      ...model,
      roles: [],
      kind: undefined,
      precision: undefined,
      contextLength: 0,
      bytes: 0,
    };
    expect(modelDescription({ ...unknown, provider: undefined })).toBe('');
  });

  test('one folder may be both', () => {
    expect(modelDescription({ ...model, roles: ['policy', 'reference'] })).toMatch(
      /^policy and reference · /,
    );
  });

  test('a half-copied one says so, and its tooltip what is missing', () => {
    const broken = { ...model, problems: ['It has no tokenizer.json.', 'It has no graph.'] };
    expect(modelDescription(broken)).toContain('not whole, 2 problems');
    expect(modelSentences(broken).slice(-2)).toEqual(broken.problems);
  });

  test('an architecture that turns text round is shown without that', () => {
    expect(modelDescription({ ...model, kind: 'll\u202eama' })).not.toContain('\u202e');
  });
});
