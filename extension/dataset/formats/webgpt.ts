import * as l10n from '@vscode/l10n';
import { tiersFromScores } from '../../preference/ranking.ts';
import { pairDraftOf } from './draftOf.ts';
import { type Format, has, isObject } from './format.ts';
import { readPrompt } from './texts.ts';
import { readNumber } from './values.ts';

/**
 * `{"question": {"full_text", ...}, "answer_0", "answer_1", "score_0", "score_1", ...}`: the higher score is better, equal ones tie.
 * Source: Hugging Face openai/webgpt_comparisons.
 */
export const webGpt: Format = {
  name: 'webgpt',
  title: l10n.t('WebGPT comparisons'),
  columns: [
    'question',
    'quotes_0',
    'quotes_1',
    'answer_0',
    'answer_1',
    'tokens_0',
    'tokens_1',
    'score_0',
    'score_1',
  ],

  detect: (record) => has(record, 'question') && has(record, 'answer_0') && has(record, 'answer_1'),

  read(record, report) {
    const { question } = record;
    const prompt = isObject(question)
      ? readPrompt(question, () => {}, 'full_text')
      : readPrompt(record, report, 'question');
    const promptPlace = { path: isObject(question) ? ['question', 'full_text'] : ['question'] };
    if (prompt === undefined && isObject(question)) report('prompt-missing', { path: ['question'] });
    const scores = ['score_0', 'score_1'].map((field) => readNumber(record, [field], report));
    const known = scores.every((score) => score !== undefined) ? scores : undefined;
    return pairDraftOf(
      record,
      {
        prompt,
        promptPlace,
        fields: ['answer_0', 'answer_1'],
        tiers: known && tiersFromScores(known),
        scores: known,
        ranking: { path: ['score_0'] },
      },
      report,
    );
  },
};
