import * as l10n from '@vscode/l10n';
import type { CatalogueEntry, Data } from './catalogueEntry.ts';

const listOf = (data: Data) => `"${data.field}"`;
const placeOf = ({ unit = 'line', other }: Data) =>
  unit === 'line' ? l10n.t('line {0}', other) : l10n.t('record {0}', other);
const capitalPlaceOf = ({ unit = 'line', other }: Data) =>
  unit === 'line' ? l10n.t('Line {0}', other) : l10n.t('Record {0}', other);
const indices = ({ count, base = 0 }: Data) => {
  const [first, last] = [Number(base), Number(base) + Number(count) - 1];
  return count === 2 ? l10n.t('{0} and {1}', first, last) : l10n.t('{0} to {1}', first, last);
};

/** What is wrong with a ranking, and with records together. */
export const rankingProblemWords = {
  'duplicate-record': {
    severity: 'warning',
    message: (d) =>
      l10n.t('The same ranking of the same responses stands on {0}. Take one of them out.', placeOf(d)),
  },
  'contradicting-rankings': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        '{0} ranks the same responses to the same prompt otherwise. Settle on one, or tie those that differ.',
        capitalPlaceOf(d),
      ),
  },
  'id-used-twice': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        '{0} has the same id, so results by id are of two examples. Give one another id.',
        capitalPlaceOf(d),
      ),
  },
  'formats-mixed': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'From here on there are records in another format ({0}) than on {1} ({2}). Many readers take one format a file: split it.',
        d.own,
        placeOf(d),
        d.first,
      ),
  },
  'all-in-file-order': {
    severity: 'information',
    message: (d) =>
      l10n.t(
        'All {0} rankings are in the order in which the responses stand in the file. Is the ranking a mere list of indices? If the order is the truth, a judge that sees it learns the position.',
        Number(d.count).toLocaleString('en'),
      ),
  },
  'length-decides': {
    severity: 'information',
    message: (d) => {
      const numbers = [d.rate, Number(d.count).toLocaleString('en'), d.chance];
      return d.more
        ? l10n.t(
            'The longest response is the best in {0} % of {1} rankings, by chance in {2} %. A policy may learn to be long from them.',
            ...numbers,
          )
        : l10n.t(
            'The longest response is the best in {0} % of {1} rankings, by chance in {2} %. A policy may learn to be short from them.',
            ...numbers,
          );
    },
  },
  'ranking-missing': {
    severity: 'error',
    message: (d) =>
      d.tree
        ? l10n.t('No question in this tree has two answers with a rank. Take the tree out, or add the ranks.')
        : d.field
          ? l10n.t('{0} is empty. Write the order of the responses, best first, as [1, 0, 2].', listOf(d))
          : l10n.t(
              'The ranking is missing. Add "ranking" (response indices, best first), "ranks" (one per response, 1 = best) or "scores" (one per response, higher = better).',
            ),
  },
  'ranking-not-numbers': {
    severity: 'error',
    message: (d) =>
      d.field === 'ranking'
        ? l10n.t(
            '"ranking" takes whole numbers: the responses\' indices from 0, best first, tied ones in a list of their own, as [2, [0, 3], 1]. This is {0}.',
            d.found,
          )
        : l10n.t('{0} takes one number per response. This is {1}.', listOf(d), d.found),
  },
  'ranking-nan': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        '{0} holds {1}, which has no place in an order. Write a number or take the record out.',
        listOf(d),
        d.found,
      ),
  },
  'ranking-out-of-range': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'There is no response {0}: the {1} responses are {2}. Name one of these, or take it out.',
        d.index,
        d.count,
        indices(d),
      ),
  },
  'ranking-one-based': {
    severity: 'error',
    message: (d) =>
      l10n.t(
        'This order counts from 1, but indices count from 0: the {0} responses are {1}. If these are ranks, one per response, name the field "ranks".',
        d.count,
        indices(d),
      ),
  },
  'ranking-duplicate': {
    severity: 'error',
    message: (d) =>
      d.maybeRanks
        ? l10n.t(
            'Response {0} is ranked twice. Name every index once, or, if these are ranks, one per response, name the field "ranks".',
            d.index,
          )
        : l10n.t('Response {0} is ranked twice. Name every index once.', d.index),
  },
  'score-not-a-number': {
    severity: 'error',
    message: (d) =>
      l10n.t('"{0}" ranks the responses here and takes a number. This is {1}.', d.field, d.found),
  },
  'score-contradicts': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'The chosen response has the lower score, {0} against {1}. Are the two mixed up, or the scores?',
        d.chosen,
        d.rejected,
      ),
  },
  'score-doubtful': {
    severity: 'warning',
    message: (d) =>
      l10n.t(
        'An overall score of {0} beside ratings whose mean is {1} of 5: a 1 was probably stored as 10. Rank by the ratings, or mend it.',
        d.score,
        d.mean,
      ),
  },
} satisfies Record<string, CatalogueEntry>;
