import * as l10n from '@vscode/l10n';
import { describeValue } from '../describeValue.ts';
import type { Place, Text, Turn } from '../example.ts';
import { has, type JsonObject, type Report } from './format.ts';

const fields = ['instruction', 'question', 'query', 'input', 'prompt'];

/**
 * A prompt in Alpaca's fields, as LLaMA-Factory, axolotl and others read them: `instruction` (or `question`, `query`, `prompt`) and
 * `input` joined by a line feed, after `history` as pairs and `system`. With neither of the two it is plain text.
 */
export const instruction = {
  columns: [...fields, 'system', 'history'] as readonly string[],

  detect: (record: JsonObject): boolean => fields.some((field) => has(record, field)),

  read(record: JsonObject, report: Report): { prompt: Text | undefined; promptPlace: Place } {
    const named = fields.filter((field) => has(record, field) && record[field] !== '');
    const promptPlace: Place = { path: named.slice(0, 1) };
    const wrong = named.find((field) => typeof record[field] !== 'string');
    if (wrong !== undefined)
      report('prompt-not-text', { path: [wrong] }, { found: describeValue(record[wrong]) });
    if (named.length === 0) report('prompt-missing', { path: [] });
    if (named.length === 0 || wrong !== undefined) return { prompt: undefined, promptPlace };
    const text = named.map((field) => record[field]).join('\n');
    const before = turnsBefore(record, report);
    const prompt = before.length > 0 ? [...before, { role: 'user', content: text }] : text;
    return { prompt, promptPlace };
  },
};

function turnsBefore({ system, history }: JsonObject, report: Report): Turn[] {
  const turns: Turn[] = [];
  if (typeof system === 'string' && system !== '') turns.push({ role: 'system', content: system });
  if (!Array.isArray(history)) return turns;
  for (const [i, round] of history.entries()) {
    if (Array.isArray(round) && round.length === 2 && round.every((text) => typeof text === 'string'))
      turns.push({ role: 'user', content: round[0] }, { role: 'assistant', content: round[1] });
    else
      report(
        'message-malformed',
        { path: ['history', i] },
        { what: l10n.t('A round of "history" is [question, answer]') },
      );
  }
  return turns;
}
