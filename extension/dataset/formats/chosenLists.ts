import type { Place } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has, type JsonObject } from './format.ts';
import { readCompletion, readPrompt } from './texts.ts';
import { readList, valueAt } from './values.ts';

/**
 * `{"prompt", "chosen": ["...", ...], "rejected": ["...", ...]}`: every chosen text above every rejected one, nothing said within
 * the two groups. Sources: Hugging Face allenai/reward-bench-2 (with its ties), THU-KEG/RM-Bench.
 */
export const chosenLists: Format = {
  name: 'chosen-lists',
  title: 'RewardBench 2, RM-Bench',
  columns: ['prompt', 'chosen', 'rejected', 'models', 'additional_metadata'],

  detect: ({ chosen, rejected, ...record }) => has(record, 'prompt') && isTexts(chosen) && isTexts(rejected),

  read(record, report) {
    const groups = ['chosen', 'rejected'].map((field) =>
      readList(record, field, report).map((text, i) => ({
        text,
        place: { path: [field, i] } satisfies Place,
      })),
    );
    const all = groups.flat();
    const best = groups[0].length;
    return draftOf(
      {
        prompt: readPrompt(record, report),
        promptPlace: { path: ['prompt'] },
        completions: all.map(({ text, place }) => readCompletion(text, place, report)),
        places: all.map(({ place }) => place),
        tiers: [groups[0].map((_, i) => i), groups[1].map((_, i) => best + i)],
      },
      report,
    );
  },
};

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'string';
}

/**
 * `{"conversation_input": [messages], "bon_best": {"answer"}, "loser_list": [{"answer"}, ...]}`: the best of several; or a pair,
 * `{"conversation_input", "chosen": {"answer"}, "reject": {"answer"}}`. Source: GitHub Zhou-Zoey/RMB-Reward-Model-Benchmark.
 */
export const rmb: Format = {
  name: 'rmb',
  title: 'RMB',
  columns: ['conversation_input', 'bon_best', 'loser_list', 'chosen', 'reject'],

  detect: (record) => has(record, 'conversation_input'),

  read(record, report) {
    const best = has(record, 'bon_best') ? 'bon_best' : 'chosen';
    const losers: Place[] =
      best === 'bon_best' && Array.isArray(record.loser_list)
        ? record.loser_list.map((_, i) => ({ path: ['loser_list', i, 'answer'] }))
        : [{ path: ['reject', 'answer'] }];
    const places = [{ path: [best, 'answer'] }, ...losers];
    return draftOf(
      {
        id: idOf(record),
        prompt: readPrompt(record, report, 'conversation_input'),
        promptPlace: { path: ['conversation_input'] },
        completions: places.map((place) => readCompletion(valueAt(record, place.path), place, report)),
        places,
        tiers: [[0], losers.map((_, i) => i + 1)],
      },
      report,
    );
  },
};

function idOf({ bon_uid, pair_uid }: JsonObject): string | undefined {
  const id = bon_uid ?? pair_uid;
  return typeof id === 'string' ? id : undefined;
}
