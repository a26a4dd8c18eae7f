import * as l10n from '@vscode/l10n';
import { describeValue } from '../describeValue.ts';
import type { Place } from '../example.ts';
import { joinConversation } from './conversation.ts';
import { type Draft, type Format, has, type JsonObject, type Report } from './format.ts';
import { readLogpList } from './logps.ts';
import { readRanking } from './ranking.ts';
import { rankingChoice } from './rankingMeaning.ts';
import { readCompletion, readPrompt } from './texts.ts';

/**
 * Plackett's own record: `{"prompt", "responses": [...], ...}` with K >= 2 responses and one of (the first that is there)
 * - `"ranking"`: response indices from 0, best first. A list in it is a tie: `[2, [0, 3], 1]`. Responses it does not
 *   name are unranked: below the others, their order unknown. An order that holds K and no 0 is taken for one that
 *   counts from 1 and refused, with a fix.
 * - `"ranks"`: [K] one rank per response, smallest = best; equal ranks are ties, gaps mean nothing.
 * - `"scores"`: [K] one score per response, highest = best; equal scores are ties.
 * `"policy_logps"` and `"reference_logps"`: [K] nats, in the responses' order.
 */
export const native: Format = {
  name: 'native',
  title: l10n.t('Plackett: responses and ranking'),
  columns: [
    'prompt',
    'responses',
    'ranking',
    'ranks',
    'scores',
    'policy_logps',
    'reference_logps',
    'ref_logps',
  ],

  // A ranking beside another list than `responses` is another tool's format.
  detect: (record) =>
    Object.hasOwn(record, 'responses') ||
    (has(record, 'prompt') && rankings.some((key) => has(record, key)) && !holdsOtherList(record)),

  choices: [rankingChoice],

  read(record, report, chosen) {
    const prompt = readPrompt(record, report);
    const responses = readResponses(record, report);
    if (!responses) return undefined;
    const count = responses.length;
    const ranking = count < 2 ? undefined : readRanking(record, count, report, chosen);
    const policyLogps = readLogpList(record, ['policy_logps'], count, report);
    const referenceLogps = readLogpList(record, ['reference_logps', 'ref_logps'], count, report);
    const completions = responses.map((response, i) =>
      readCompletion(response, { path: ['responses', i] }, report),
    );
    if (prompt === undefined || !completions.every((completion) => completion !== undefined))
      return undefined;
    const places = completions.map((_, i): Place => ({ path: ['responses', i] }));
    const joined = joinConversation(prompt, completions, places, report);
    if (!joined || !ranking) return undefined;
    const scores = scoresIn(record, count);
    return {
      prompt: joined.prompt,
      completions: joined.completions,
      tiers: ranking.tiers,
      ...(scores ? { scores } : {}),
      policyLogps,
      referenceLogps,
      places: { prompt: { path: ['prompt'] }, completions: joined.places, ranking: ranking.place },
    } satisfies Draft;
  },
};

/** Also where they stand beside a ranking that says more. */
function scoresIn({ scores }: JsonObject, count: number): readonly number[] | undefined {
  const right = Array.isArray(scores) && scores.length === count && scores.every(Number.isFinite);
  return right ? scores : undefined;
}

const rankings = ['ranking', 'ranks'];

function holdsOtherList(record: JsonObject): boolean {
  return Object.keys(record).some((key) => Array.isArray(record[key]) && !native.columns.includes(key));
}

/** Tiers are kept as 16 bit numbers. */
const mostResponses = 65_536;

function readResponses(record: JsonObject, report: Report): readonly unknown[] | undefined {
  if (!has(record, 'responses')) {
    report('too-few-responses', { path: [] }, { missing: 'responses' });
    return undefined;
  }
  const { responses } = record;
  if (!Array.isArray(responses)) {
    report('responses-not-list', { path: ['responses'] }, { found: describeValue(responses) });
    return undefined;
  }
  if (responses.length > mostResponses) {
    report('too-many-responses', { path: ['responses'] }, { most: mostResponses, count: responses.length });
    return undefined;
  }
  if (responses.length < 2) report('too-few-responses', { path: ['responses'] }, { count: responses.length });
  return responses;
}
