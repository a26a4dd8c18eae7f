import * as l10n from '@vscode/l10n';
import { joinConversation } from './conversation.ts';
import { type Draft, type Format, has } from './format.ts';
import { pairColumns, readSides, scoresBeside, sides } from './pairSides.ts';
import { readPrompt } from './texts.ts';

/**
 * TRL's preference record with a prompt: `{"prompt", "chosen", "rejected"}`, as text or messages, and what is written so:
 * UltraFeedback-binarized, Argilla's and Capybara's sets (with a score of each side), Tulu 3, RewardBench, OpenRLHF.
 * Source: GitHub huggingface/trl, docs/source/dataset_formats.md.
 */
export const pair: Format = {
  name: 'pair',
  title: l10n.t('TRL: prompt, chosen, rejected'),
  columns: pairColumns,

  detect: (record) => has(record, 'prompt') && sides.some((side) => has(record, side)),

  read(record, report) {
    const prompt = readPrompt(record, report);
    const { texts, policyLogps, referenceLogps } = readSides(record, report);
    if (prompt === undefined || !texts) return undefined;
    const places = sides.map((side) => ({ path: [side] }));
    const joined = joinConversation(prompt, texts, places, report);
    if (!joined) return undefined;
    const scores = scoresBeside(record, report);
    return {
      prompt: joined.prompt,
      completions: joined.completions,
      tiers: [[0], [1]],
      ...(scores ? { scores } : {}),
      policyLogps,
      referenceLogps,
      places: { prompt: { path: ['prompt'] }, completions: joined.places, ranking: undefined },
    } satisfies Draft;
  },
};
