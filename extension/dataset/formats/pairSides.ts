import type { Text } from '../example.ts';
import { has, type JsonObject, type Report } from './format.ts';
import { readLogpPair } from './logps.ts';
import { readCompletion } from './texts.ts';

export const sides = ['chosen', 'rejected'] as const;

/** Names that published sets give to a score of each side: UltraFeedback-binarized, Capybara, Argilla. */
export const scoreNames = [
  ['score_chosen', 'score_rejected'],
  ['rating_chosen', 'rating_rejected'],
  ['chosen-rating', 'rejected-rating'],
  ['chosen_rating', 'rejected_rating'],
] as const;

export const pairColumns: readonly string[] = [
  'prompt',
  ...sides,
  'messages',
  ...['ref', 'reference', 'policy'].flatMap((prefix) => sides.map((side) => `${prefix}_${side}_logps`)),
];

export interface PairSides {
  /** [2] chosen, rejected; undefined when one of them cannot be read, which is reported. */
  readonly texts: readonly [Text, Text] | undefined;
  readonly policyLogps: readonly number[] | undefined;
  readonly referenceLogps: readonly number[] | undefined;
}

/** What all two-way records share. */
export function readSides(record: JsonObject, report: Report): PairSides {
  const [chosen, rejected] = sides.map((side) => {
    if (has(record, side)) return readCompletion(record[side], { path: [side] }, report);
    report('too-few-responses', { path: Object.hasOwn(record, side) ? [side] : [] }, { missing: side });
    return undefined;
  });
  return {
    texts: chosen === undefined || rejected === undefined ? undefined : [chosen, rejected],
    policyLogps: readLogpPair(record, ['policy'], report),
    referenceLogps: readLogpPair(record, ['ref', 'reference'], report),
  };
}

/** [chosen, rejected], where the record has numbers under one of the known names. Where they say the opposite, that is reported. */
export function scoresBeside(record: JsonObject, report: Report): readonly [number, number] | undefined {
  for (const [ofChosen, ofRejected] of scoreNames) {
    const [chosen, rejected] = [record[ofChosen], record[ofRejected]];
    if (typeof chosen !== 'number' || typeof rejected !== 'number') continue;
    if (chosen < rejected) report('score-contradicts', { path: [ofChosen] }, { chosen, rejected });
    return [chosen, rejected];
  }
  return undefined;
}
