import type { Place } from '../example.ts';
import { splitConversations } from './conversation.ts';
import { type Draft, type Format, has } from './format.ts';
import { readTurns } from './turns.ts';
import { firstBetter } from './values.ts';

const fields = ['chosen_messages', 'rejected_messages'];

/**
 * `{"chosen_messages": [messages], "rejected_messages": [messages]}`, whole conversations whose common start is the prompt.
 * Source: GitHub hiyouga/LLaMA-Factory, data/v1_dpo_demo.jsonl.
 */
export const messageLists: Format = {
  name: 'message-lists',
  title: 'LLaMA-Factory v1',
  columns: fields,

  detect: (record) => fields.some((field) => has(record, field)),

  read(record, report) {
    const places = fields.map((field): Place => ({ path: [field] }));
    const lists = fields.map((field, i) => {
      const value = record[field];
      if (Array.isArray(value) && value.length > 0) return readTurns(value, places[i], report);
      report('too-few-responses', has(record, field) ? places[i] : { path: [] }, { missing: field });
      return undefined;
    });
    if (!lists.every((list) => list !== undefined)) return undefined;
    const split = splitConversations(lists, places, report);
    if (!split) return undefined;
    if (split.prompt.length === 0) {
      report('prompt-missing', { path: [] });
      return undefined;
    }
    const prompt: Place = { path: [fields[0]], from: 0, to: split.prompt.length };
    return {
      prompt: split.prompt,
      completions: split.completions,
      tiers: firstBetter,
      places: { prompt, completions: split.places, ranking: undefined },
    } satisfies Draft;
  },
};
