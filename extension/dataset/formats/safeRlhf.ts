import * as l10n from '@vscode/l10n';
import { pairDraftOf } from './draftOf.ts';
import { type Format, has, optionOf } from './format.ts';
import { readPrompt } from './texts.ts';
import { firstBetter, readPreference, secondBetter } from './values.ts';

const ranking = {
  name: 'ranking',
  title: l10n.t('Which of the two rankings?'),
  options: [
    { value: 'better', title: l10n.t('More helpful (better_response_id)') },
    { value: 'safer', title: l10n.t('Safer (safer_response_id)') },
  ],
};

/**
 * `{"prompt", "response_0", "response_1", "better_response_id", "safer_response_id", ...}`: two rankings of one pair.
 * Source: Hugging Face PKU-Alignment/PKU-SafeRLHF.
 */
export const safeRlhf: Format = {
  name: 'pku-saferlhf',
  title: 'PKU-SafeRLHF',
  columns: ['prompt', 'response_0', 'response_1', 'better_response_id', 'safer_response_id'],
  choices: [ranking],

  detect: (record) =>
    has(record, 'response_0') &&
    has(record, 'response_1') &&
    (has(record, 'better_response_id') || has(record, 'safer_response_id')),

  read(record, report, chosen) {
    const asked = `${optionOf(ranking, chosen)}_response_id`;
    // Some releases have one of them only.
    const other = asked === 'better_response_id' ? 'safer_response_id' : 'better_response_id';
    const field = has(record, asked) || chosen[ranking.name] ? asked : other;
    return pairDraftOf(
      record,
      {
        prompt: readPrompt(record, report),
        promptPlace: { path: ['prompt'] },
        fields: ['response_0', 'response_1'],
        tiers: readPreference(record, field, ids, report),
        ranking: { path: [field] },
      },
      report,
    );
  },
};

const ids = new Map([
  [0, firstBetter],
  [1, secondBetter],
]);
