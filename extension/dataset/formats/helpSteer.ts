import * as l10n from '@vscode/l10n';
import { pairDraftOf } from './draftOf.ts';
import { extraIdTurns } from './extraIdTurns.ts';
import { type Format, has } from './format.ts';
import { readPrompt } from './texts.ts';
import { fromStrength, readNumber } from './values.ts';

/**
 * `{"context": [messages], "response1", "response2", "overall_preference": -3..3, ...}`: below zero the first is better, zero is a
 * tie. Source: Hugging Face nvidia/HelpSteer3.
 */
export const helpSteer3: Format = {
  name: 'helpsteer3',
  title: 'HelpSteer3',
  columns: ['context', 'response1', 'response2', 'overall_preference', 'individual_preference'],

  detect: (record) => has(record, 'response1') && has(record, 'response2'),

  read(record, report) {
    const strength = readNumber(record, ['overall_preference'], report);
    return pairDraftOf(
      record,
      {
        prompt: readPrompt(record, report, 'context'),
        promptPlace: { path: ['context'] },
        fields: ['response1', 'response2'],
        tiers: strength === undefined ? undefined : fromStrength(strength),
        ranking: { path: ['overall_preference'] },
      },
      report,
    );
  },
};

/**
 * The preference part of HelpSteer2: `{"prompt", "response_1", "response_2", "preference_strength": -3..3, ...}`, below zero the
 * first is better. Source: Hugging Face nvidia/HelpSteer2, preference.
 */
export const helpSteer2Preference: Format = {
  name: 'helpsteer2-preference',
  title: l10n.t('HelpSteer2 preferences'),
  columns: [
    'prompt',
    'response_1',
    'response_2',
    'preference_strength',
    'preference_statement',
    'preference_elaboration',
  ],

  detect: (record) =>
    has(record, 'response_1') && has(record, 'response_2') && has(record, 'preference_strength'),

  read(record, report) {
    const strength = readNumber(record, ['preference_strength'], report);
    const prompt = readPrompt(record, report);
    return pairDraftOf(
      record,
      {
        prompt: typeof prompt === 'string' ? extraIdTurns(prompt) : prompt,
        promptPlace: { path: ['prompt'] },
        fields: ['response_1', 'response_2'],
        tiers: strength === undefined ? undefined : fromStrength(strength),
        ranking: { path: ['preference_strength'] },
      },
      report,
    );
  },
};
