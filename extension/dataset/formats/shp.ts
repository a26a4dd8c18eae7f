import * as l10n from '@vscode/l10n';
import { tiersFromScores } from '../../preference/ranking.ts';
import type { Place, Text } from '../example.ts';
import { draftOf, pairDraftOf } from './draftOf.ts';
import { type Choice, type Format, has, type Member, optionOf } from './format.ts';
import { readCompletion, readPrompt } from './texts.ts';
import { firstBetter, readNumber, readPreference, scalarText, secondBetter } from './values.ts';

const grouping: Choice = {
  name: 'grouping',
  title: l10n.t('What is an example?'),
  options: [
    { value: 'posts', title: l10n.t('All comments of a post, by their scores') },
    { value: 'pairs', title: l10n.t('Each pair, by its label') },
  ],
};

const labels = new Map<unknown, number[][]>([
  [1, firstBetter],
  [0, secondBetter],
]);

const promptPlace: Place = { path: ['history'] };

/**
 * `{"post_id", "history", "human_ref_A", "human_ref_B", "score_A", "score_B", "labels": 1 | 0, "c_root_id_A", ...}`: 1 says that A is
 * better. Lines in a row about one post are one ranking of all its comments. Source: Hugging Face stanfordnlp/SHP.
 */
export const shp: Format = {
  name: 'shp',
  title: 'SHP',
  columns: [
    'post_id',
    'history',
    'human_ref_A',
    'human_ref_B',
    'labels',
    'score_A',
    'score_B',
    'c_root_id_A',
    'c_root_id_B',
  ],
  choices: [grouping],

  detect: (record) => has(record, 'human_ref_A') && has(record, 'human_ref_B'),

  read: (record, report) =>
    pairDraftOf(
      record,
      {
        prompt: readPrompt(record, report, 'history'),
        promptPlace,
        fields: ['human_ref_A', 'human_ref_B'],
        tiers: readPreference(record, 'labels', labels, report),
        ranking: { path: ['labels'] },
      },
      report,
    ),

  group: {
    keyOf: ({ post_id }, chosen) =>
      optionOf(grouping, chosen) === 'posts' && typeof post_id === 'string' ? post_id : undefined,

    read(members, report) {
      const comments = new Map<string, Comment>();
      for (const member of members) for (const side of ['A', 'B']) addComment(comments, member, side);
      const all = [...comments.values()];
      const scores = all.map(({ score }) => score);
      const known = scores.every((score) => score !== undefined) ? scores : undefined;
      const [{ record, report: reportFirst }] = members;
      return draftOf(
        {
          ...idOf(record.post_id),
          prompt: readPrompt(record, reportFirst, 'history'),
          promptPlace,
          completions: all.map(({ text }) => text),
          places: all.map(({ place }) => place),
          tiers: known && tiersFromScores(known),
          scores: known,
          ranking: { path: ['score_A'] },
        },
        report,
      );
    },
  },
};

interface Comment {
  readonly text: Text | undefined;
  readonly place: Place;
  readonly score: number | undefined;
}

/** A comment stands in several pairs. */
function addComment(comments: Map<string, Comment>, { record, line, report }: Member, side: string): void {
  const [textField, scoreField, idField] = [`human_ref_${side}`, `score_${side}`, `c_root_id_${side}`];
  const key = scalarText(record[idField] ?? record[textField]);
  if (comments.has(key)) return;
  const place: Place = { path: [textField], line };
  const text = readCompletion(record[textField], { path: [textField] }, report);
  comments.set(key, { text, place, score: readNumber(record, [scoreField], report) });
}

function idOf(id: unknown): { readonly id?: string } {
  return typeof id === 'string' ? { id } : {};
}
