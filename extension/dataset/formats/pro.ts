import * as l10n from '@vscode/l10n';
import { tiersFromScores } from '../../preference/ranking.ts';
import type { Place, Turn } from '../example.ts';
import { draftOf } from './draftOf.ts';
import { type Format, has, type JsonObject, type Report } from './format.ts';
import { readCompletion } from './texts.ts';
import { readNumber } from './values.ts';

/**
 * `{"prefix": [["<|prompter|>...", "<|assistant|>"], ...], "suffix": ["...", ...], "reward": [1.2, ...]}`: the prefix stands once for
 * each suffix, the higher reward is better. Source: GitHub AlibabaResearch/DAMO-ConvAI, PRO.
 */
export const pro: Format = {
  name: 'pro',
  title: 'PRO',
  columns: ['meta', 'prefix', 'suffix', 'reward', 'sft_index'],

  detect: (record) => has(record, 'prefix') && has(record, 'suffix') && has(record, 'reward'),

  read(record, report) {
    const suffixes: readonly unknown[] = Array.isArray(record.suffix) ? record.suffix : [];
    const places = suffixes.map((_, i): Place => ({ path: ['suffix', i] }));
    const rewards = suffixes.map((_, i) => readNumber(record, ['reward', i], report));
    const known = rewards.every((reward) => reward !== undefined) ? rewards : undefined;
    return draftOf(
      {
        prompt: readPrefix(record, report),
        promptPlace: { path: ['prefix', 0] },
        completions: suffixes.map((suffix, i) => readCompletion(suffix, places[i], report)),
        places,
        tiers: known && tiersFromScores(known),
        scores: known,
        ranking: { path: ['reward'] },
      },
      report,
    );
  },
};

const speaker = /^<\|(prompter|assistant|system)\|>/;

function readPrefix({ prefix }: JsonObject, report: Report): Turn[] | undefined {
  const lists: readonly unknown[] = Array.isArray(prefix) ? prefix : [];
  const [first] = lists;
  const other = lists.findIndex((list) => JSON.stringify(list) !== JSON.stringify(first));
  if (other > 0) {
    report('prompt-differs', { path: ['prefix', other] }, { prefix: other });
    return undefined;
  }
  const turns = Array.isArray(first) ? first.map(turnOf) : [];
  if (turns.length === 0 || !turns.every((turn) => turn !== undefined)) {
    report(
      'prompt-not-text',
      { path: ['prefix', 0] },
      { found: l10n.t('no list of turns that begin with <|prompter|> or <|assistant|>') },
    );
    return undefined;
  }
  // The last one is only the cue.
  return turns.at(-1)!.role === 'assistant' && turns.at(-1)!.content.trim() === ''
    ? turns.slice(0, -1)
    : turns;
}

function turnOf(text: unknown): Turn | undefined {
  const name = typeof text === 'string' ? speaker.exec(text)?.[1] : undefined;
  if (name === undefined) return undefined;
  return { role: name === 'prompter' ? 'user' : name, content: (text as string).replace(speaker, '') };
}
