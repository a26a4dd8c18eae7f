import * as l10n from '@vscode/l10n';
import { tiersFromScores } from '../../preference/ranking.ts';
import type { Path } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has, isObject, type JsonObject, optionOf, type Report } from './format.ts';
import { readCompletion, readPrompt } from './texts.ts';
import { objectsIn, readNumber, scalarText, valueAt } from './values.ts';

const aspects = ['instruction_following', 'honesty', 'truthfulness', 'helpfulness'];

const score = {
  name: 'score',
  title: l10n.t('Which score ranks?'),
  options: [
    { value: 'mean', title: l10n.t('Mean of the aspects’ ratings') },
    { value: 'overall_score', title: l10n.t('overall_score, of the critique') },
    ...aspects.map((value) => ({ value, title: l10n.t('Rating of {0}', value.replace('_', ' ')) })),
  ],
};

/**
 * `{"instruction", "models", "completions": [{"response", "annotations": {aspect: {"Rating": "3"}}, "overall_score"}]}`. By the mean
 * of the ratings unless asked otherwise: some critiques that say 1 were stored as an overall score of 10 (issue 8 of the source).
 * Source: GitHub OpenBMB/UltraFeedback.
 */
export const ultraFeedback: Format = {
  name: 'ultrafeedback',
  title: 'UltraFeedback',
  columns: ['instruction', 'models', 'completions', 'correct_answers', 'incorrect_answers'],
  choices: [score],

  detect: (record) =>
    has(record, 'instruction') && objectsIn(record.completions).some((one) => one && has(one, 'response')),

  read(record, report, chosen) {
    const completions = objectsIn(record.completions);
    const places = completions.map((_, i) => ({ path: ['completions', i, 'response'] }));
    const option = optionOf(score, chosen);
    const scores = completions.map((_, i) => scoreOf(record, i, option, report));
    const known = scores.every((value) => value !== undefined) ? scores : undefined;
    completions.forEach((one, i) => {
      if (one) reportDoubtful(record, i, report);
    });
    return draftOf(
      {
        prompt: readPrompt(record, report, 'instruction'),
        promptPlace: { path: ['instruction'] },
        completions: completions.map((one, i) => readCompletion(one?.response, places[i], report)),
        places,
        tiers: known && tiersFromScores(known),
        scores: known,
        ranking: { path: ['completions'] },
      },
      report,
    );
  },
};

function scoreOf(record: JsonObject, i: number, option: string, report: Report): number | undefined {
  if (option === 'overall_score') return readNumber(record, ['completions', i, option], report);
  if (option !== 'mean') return readNumber(record, ratingPath(i, option), report);
  const mean = meanRating(record, i);
  // Says what is missing, and where.
  return mean ?? readNumber(record, ['completions', i, 'annotations'], report);
}

const ratingPath = (i: number, aspect: string): Path => ['completions', i, 'annotations', aspect, 'Rating'];

/** Of the aspects that were rated: "N/A" is none. */
function meanRating(record: JsonObject, i: number): number | undefined {
  const annotations = valueAt(record, ['completions', i, 'annotations']);
  if (!isObject(annotations)) return undefined;
  const ratings = aspects
    .map((aspect) => Number.parseFloat(scalarText(valueAt(record, ratingPath(i, aspect)))))
    .filter(Number.isFinite);
  return ratings.length === 0 ? undefined : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
}

/** 10 of 10 from a critic whose ratings are at most 2 of 5 was a 1 once. */
function reportDoubtful(record: JsonObject, i: number, report: Report): void {
  const path = ['completions', i, 'overall_score'];
  const overall = Number(scalarText(valueAt(record, path)) || Number.NaN);
  const mean = meanRating(record, i);
  if (overall === 10 && mean !== undefined && mean <= 2)
    report('score-doubtful', { path }, { score: overall, mean: mean.toFixed(2) });
}
