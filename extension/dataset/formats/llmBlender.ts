import * as l10n from '@vscode/l10n';
import { tiersFromRanks, tiersFromScores } from '../../preference/ranking.ts';
import type { Place } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Choice, type Format, has, isObject, type JsonObject, optionOf, type Report } from './format.ts';
import { instruction } from './instruction.ts';
import { readCompletion } from './texts.ts';
import { readList, readNumber } from './values.ts';

const score: Choice = {
  name: 'score',
  title: l10n.t('Which score ranks, where there are no ranks?'),
  options: ['bartscore', 'bleurt', 'bertscore', 'rougeL', 'logprobs'].map((value) => ({
    value,
    title: value,
  })),
};

/**
 * `{"instruction", "input", "candidates": [{"text", "model", "scores": {...}}, ...]}`, or `"candidates": ["...", ...]` with `"ranks":
 * [1, 3, 2]`, one rank a candidate, 1 is best. Source: GitHub yuchenlin/LLM-Blender; Hugging Face llm-blender/mix-instruct.
 */
export const llmBlender: Format = {
  name: 'llm-blender',
  title: 'LLM-Blender',
  columns: [...instruction.columns, 'output', 'candidates', 'ranks', 'cmp_results'],
  choices: [score],

  detect: (record) => Array.isArray(record.candidates) && instruction.detect(record),

  read(record, report, chosen) {
    const candidates = readList(record, 'candidates', report);
    const places = candidates.map(
      (one, i): Place => ({ path: ['candidates', i, ...(isObject(one) ? ['text'] : [])] }),
    );
    const ranking = rankingOf(record, candidates, optionOf(score, chosen), report);
    return draftOf(
      {
        ...instruction.read(record, report),
        completions: candidates.map((one, i) =>
          readCompletion(isObject(one) ? one.text : one, places[i], report),
        ),
        places,
        ...ranking,
      },
      report,
    );
  },
};

function rankingOf(record: JsonObject, candidates: readonly unknown[], metric: string, report: Report) {
  const isRanked = has(record, 'ranks');
  const values = candidates.map((_, i) =>
    readNumber(record, isRanked ? ['ranks', i] : ['candidates', i, 'scores', metric], report),
  );
  const ranking: Place = { path: [isRanked ? 'ranks' : 'candidates'] };
  if (!values.every((value) => value !== undefined)) return { tiers: undefined, ranking };
  return isRanked
    ? { tiers: tiersFromRanks(values), ranking }
    : { tiers: tiersFromScores(values), scores: values, ranking };
}
