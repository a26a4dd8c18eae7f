import * as l10n from '@vscode/l10n';
import { describeValue } from '../describeValue.ts';
import type { Place, Text, Turn } from '../example.ts';
import { splitConversations } from './conversation.ts';
import { draftOf, pairDraftOf } from './draftOf.ts';
import { type Format, has, type JsonObject, type Report } from './format.ts';
import { readTurns } from './turns.ts';
import { firstBetter, readNumber, readPreference, secondBetter, tied } from './values.ts';

const conversations = ['conversation_a', 'conversation_b'];

const winners = new Map([
  ['model_a', firstBetter],
  ['model_b', secondBetter],
  ['tie', tied],
  ['tie (bothbad)', tied],
  ['both_bad', tied],
]);

/**
 * `{"model_a", "model_b", "winner", "conversation_a": [messages], "conversation_b": [messages], ...}`: two whole conversations.
 * Sources: Hugging Face lmarena-ai/arena-human-preference-100k and -140k (whose contents are lists of parts).
 */
export const arena: Format = {
  name: 'arena',
  title: 'Chatbot Arena',
  columns: [...conversations, 'winner', 'full_conversation', 'conv_metadata', 'category_tag'],

  detect: (record) => conversations.every((field) => has(record, field)),

  read(record, report) {
    const tiers = readPreference(record, 'winner', winners, report);
    const lists = conversations.map((field) => conversation(record, field, report));
    const places = conversations.map((field): Place => ({ path: [field] }));
    if (!tiers || !lists.every((list) => list !== undefined)) return undefined;
    const split = splitConversations(lists, places, report);
    if (!split) return undefined;
    const shared = split.prompt.length;
    return {
      ...(typeof record.question_id === 'string' ? { id: record.question_id } : {}),
      prompt: split.prompt,
      completions: split.completions,
      tiers,
      places: {
        prompt: { path: ['conversation_a'], from: 0, to: shared },
        completions: split.places,
        ranking: { path: ['winner'] },
      },
    };
  },
};

function conversation(record: JsonObject, field: string, report: Report): Turn[] | undefined {
  const value = record[field];
  if (Array.isArray(value) && value.length > 1) return readTurns(value, { path: [field] }, report);
  report(
    'message-malformed',
    { path: [field] },
    { what: l10n.t('A conversation has at least two; this is {0}', describeValue(value)) },
  );
  return undefined;
}

const wins = ['winner_model_a', 'winner_model_b', 'winner_tie'];

/**
 * `{"prompt": "[\"...\"]", "response_a": "[\"...\"]", "response_b", "winner_model_a": 0 | 1, "winner_model_b", "winner_tie"}`: lists
 * of turns as JSON text. Source: Hugging Face lmsys/lmsys-arena-human-preference-55k.
 */
export const arena55k: Format = {
  name: 'arena-55k',
  title: 'Chatbot Arena 55k',
  columns: ['prompt', 'response_a', 'response_b', ...wins],

  detect: (record) =>
    has(record, 'response_a') && has(record, 'response_b') && wins.some((field) => has(record, field)),

  read(record, report) {
    const flags = wins.map((field) => readNumber(record, [field], report));
    const winner = flags.indexOf(1);
    if (winner < 0 && flags.every((flag) => flag !== undefined))
      report(
        'preference-unknown',
        { path: [wins[0]] },
        { field: wins[0], takes: l10n.t('one 1 among three'), found: l10n.t('only 0') },
      );
    const pieces = {
      promptPlace: { path: ['prompt'] },
      tiers: [firstBetter, secondBetter, tied][winner],
      ranking: { path: [wins[Math.max(0, winner)]] },
    };
    const [asked, ...answers] = ['prompt', 'response_a', 'response_b'].map((field) => said(record[field]));
    const places = ['response_a', 'response_b'].map((field): Place => ({ path: [field] }));
    if (!asked) {
      const prompt: Text | undefined = typeof record.prompt === 'string' ? record.prompt : undefined;
      if (prompt === undefined) report('prompt-missing', { path: [] });
      return pairDraftOf(record, { ...pieces, prompt, fields: ['response_a', 'response_b'] }, report);
    }
    const lists = answers.map((list, i) => {
      if (list?.length === asked.length) return dialogue(asked, list);
      report('response-not-text', places[i], {
        found: l10n.t('not the list of {0} answers that the prompt asks for', asked.length),
      });
      return undefined;
    });
    if (!lists.every((list) => list !== undefined)) return undefined;
    const split = splitConversations(lists, places, report);
    // Places are those of the whole texts: their parts are inside of a text that is JSON itself.
    return (
      split && draftOf({ ...pieces, prompt: split.prompt, completions: split.completions, places }, report)
    );
  },
};

/** A list of texts as JSON text; a null among them is an answer that never came. */
function said(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string' || !value.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(value);
    if (!Array.isArray(list) || list.length === 0) return undefined;
    const texts = list.map((text) => text ?? '');
    return texts.every((text) => typeof text === 'string') ? texts : undefined;
  } catch {
    return undefined;
  }
}

function dialogue(asked: readonly string[], answers: readonly string[]): Turn[] {
  return asked.flatMap((question, i) => [
    { role: 'user', content: question },
    { role: 'assistant', content: answers[i] },
  ]);
}
