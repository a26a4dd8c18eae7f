import { describeValue } from '../describeValue.ts';
import type { Place, Text } from '../example.ts';
import { has, isObject, type JsonObject, type Report } from './format.ts';
import { readTurns, type TurnKeys } from './turns.ts';

/** A prompt in a field of the record: text or messages. */
export function readPrompt(
  record: JsonObject,
  report: Report,
  field = 'prompt',
  keys?: TurnKeys,
): Text | undefined {
  const place: Place = { path: [field] };
  const prompt = record[field];
  if (!has(record, field)) {
    report('prompt-missing', Object.hasOwn(record, field) ? place : { path: [] });
    return undefined;
  }
  if (typeof prompt === 'string') return prompt;
  if (Array.isArray(prompt)) {
    if (prompt.length > 0) return readTurns(prompt, place, report, keys);
    report('prompt-empty', place);
  } else report('prompt-not-text', place, { found: describeValue(prompt) });
  return undefined;
}

/** A completion: text, messages, or one message. */
export function readCompletion(
  value: unknown,
  place: Place,
  report: Report,
  keys?: TurnKeys,
): Text | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    if (value.length > 0) return readTurns(value, place, report, keys);
    report('response-empty', place);
    return undefined;
  }
  if (isObject(value) && has(value, keys?.role ?? 'role')) return readTurns(value, place, report, keys);
  report('response-not-text', place, { found: describeValue(value) });
  return undefined;
}
