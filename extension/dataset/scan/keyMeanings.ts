import { pairColumns, scoreNames } from '../formats/pairSides.ts';
import * as key from './assembly/keys.ts';

/** What the scanner does with the fields of a record, by their keys; with all others it only sees that they are JSON. */
export const keyMeanings: readonly (readonly [string, number])[] = [
  ['prompt', key.promptKey],
  ['responses', key.responsesKey],
  ['ranking', key.rankingKey],
  ['ranks', key.ranksKey],
  ['scores', key.scoresKey],
  ['chosen', key.chosenKey],
  ['rejected', key.rejectedKey],
  ['id', key.idKey],
  ['role', key.roleKey],
  ['content', key.contentKey],
  ...scoreNames.flat().map((name, i) => [name, key.scoreKeys + i] as const),
  // Must be null or an empty list.
  ...['tools', 'image', 'images'].map((name) => [name, key.emptyKey] as const),
  ...['policy_logps', 'reference_logps', 'ref_logps']
    .concat(pairColumns.filter((name) => name.endsWith('_logps')))
    .map((name) => [name, key.nullKey] as const),
  // One of the keys without which no format that is tried before `pair` knows a record.
  ...['answers', 'completions', 'suffix', 'candidates', 'sample0', 'conversation_input', 'human_ref_A']
    .concat(['helpfulness', 'info', 'answer_0', 'response_0', 'response1', 'preference_strength'])
    .concat(['conversation_a', 'response_a', 'output_A', 'output_1', 'chosen_messages', 'rejected_messages'])
    .concat(['generations', 'completion'])
    .map((name) => [name, key.otherFormatKey] as const),
  // The same for `implicit-pair`, or one of its own that hold the prompt.
  ...['conversations', 'conversation', 'context', 'history', 'instruction', 'input', 'question', 'query']
    .concat(['messages'])
    .map((name) => [name, key.otherPromptKey] as const),
];
