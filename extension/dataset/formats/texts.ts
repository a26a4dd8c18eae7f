import { describeValue } from '../describeValue.ts';
import type { Place, Text } from '../example.ts';
import { has, isObject, type JsonObject, type Report } from './format.ts';
import { readTurns } from './turns.ts';

/** The field `prompt`: text or messages. */
export function readPrompt(record: JsonObject, report: Report): Text | undefined {
  const place: Place = { path: ['prompt'] };
  const { prompt } = record;
  if (!has(record, 'prompt')) {
    report('prompt-missing', Object.hasOwn(record, 'prompt') ? place : { path: [] });
    return undefined;
  }
  if (typeof prompt === 'string') return prompt;
  if (Array.isArray(prompt)) {
    if (prompt.length > 0) return readTurns(prompt, place, report);
    report('prompt-empty', place);
  } else report('prompt-not-text', place, { found: describeValue(prompt) });
  return undefined;
}

/** A completion: text, messages, or one message. */
export function readCompletion(value: unknown, place: Place, report: Report): Text | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    if (value.length > 0) return readTurns(value, place, report);
    report('response-empty', place);
    return undefined;
  }
  if (isObject(value) && has(value, 'role')) return readTurns(value, place, report);
  report('response-not-text', place, { found: describeValue(value) });
  return undefined;
}
