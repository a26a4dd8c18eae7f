import { joinConversation } from './conversation.ts';
import { type Draft, type Format, has } from './format.ts';
import { pairColumns, readSides, sides } from './pairSides.ts';
import { readPrompt } from './texts.ts';

/** TRL's preference record with a prompt: `{"prompt", "chosen", "rejected"}`, as text or messages. */
export const pair: Format = {
  name: 'pair',
  columns: pairColumns,

  detect: (record) => has(record, 'prompt') && sides.some((side) => has(record, side)),

  read(record, report) {
    const prompt = readPrompt(record, report);
    const { texts, policyLogps, referenceLogps } = readSides(record, report);
    if (prompt === undefined || !texts) return undefined;
    const places = sides.map((side) => ({ path: [side] }));
    const joined = joinConversation(prompt, texts, places, report);
    if (!joined) return undefined;
    return {
      prompt: joined.prompt,
      completions: joined.completions,
      tiers: [[0], [1]],
      policyLogps,
      referenceLogps,
      places: { prompt: { path: ['prompt'] }, completions: joined.places, ranking: undefined },
    } satisfies Draft;
  },
};
