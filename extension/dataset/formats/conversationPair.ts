import * as l10n from '@vscode/l10n';
import type { Text } from '../example.ts';
import { pairDraftOf } from './draftOf.ts';
import { type Format, has, isObject, type JsonObject } from './format.ts';
import { readPrompt } from './texts.ts';
import { shareGpt, type TurnKeys } from './turns.ts';
import { firstBetter } from './values.ts';

/** `from` and `content`. */
const colossal: TurnKeys = { role: 'from', content: 'content' };

const hasSides = (record: JsonObject) => has(record, 'chosen') || has(record, 'rejected');

/** A prompt of messages in a field of this name, and the two answers to it. */
function conversationPair(
  name: string,
  title: string,
  field: string,
  keysOf: (record: JsonObject) => TurnKeys | undefined,
): Format {
  return {
    name,
    title,
    columns: [field, 'chosen', 'rejected', 'system'],
    detect: (record) => Array.isArray(record[field]) && hasSides(record),
    read(record, report) {
      const keys = keysOf(record);
      const prompt = readPrompt(record, report, field, keys);
      return pairDraftOf(
        record,
        {
          prompt: withSystem(prompt, record.system),
          promptPlace: { path: [field] },
          fields: ['chosen', 'rejected'],
          keys,
          tiers: firstBetter,
        },
        report,
      );
    },
  };
}

function withSystem(prompt: Text | undefined, system: unknown): Text | undefined {
  if (typeof prompt !== 'object' || typeof system !== 'string' || system === '') return prompt;
  return prompt[0]?.role === 'system' ? prompt : [{ role: 'system', content: system }, ...prompt];
}

/** Of the first message that is one; some write OpenAI's names into ShareGPT's field. */
function spokenKeys({ conversations }: JsonObject): TurnKeys | undefined {
  const first: unknown = Array.isArray(conversations) ? conversations[0] : undefined;
  return isObject(first) && 'role' in first ? undefined : shareGpt;
}

/**
 * `{"conversations": [{"from": "human", "value"}], "chosen": {"from": "gpt", "value"}, "rejected": {...}}`, with `system` and `tools`.
 * Source: GitHub hiyouga/LLaMA-Factory, data/README.md (sharegpt).
 */
export const shareGptPair = conversationPair(
  'sharegpt-pair',
  'LLaMA-Factory: ShareGPT',
  'conversations',
  spokenKeys,
);

/** `{"messages": [messages], "chosen": {"role", "content"}, "rejected": {...}}`. Source: GitHub axolotl-ai-cloud/axolotl, docs/rlhf.qmd. */
export const messagesPair = conversationPair(
  'messages-pair',
  l10n.t('axolotl: messages'),
  'messages',
  () => undefined,
);

/** `{"context": [{"from", "content"}], "chosen": [...], "rejected": [...]}`. Source: GitHub hpcaitech/ColossalAI, ColossalChat's examples. */
export const colossalPair = conversationPair('colossalchat', 'ColossalChat', 'context', () => colossal);
