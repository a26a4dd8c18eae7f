import * as l10n from '@vscode/l10n';
import { describeValue } from '../describeValue.ts';
import type { Path, Place, Turn } from '../example.ts';
import { has, isObject, type JsonObject, type Report } from './format.ts';

/** Roles that chat templates of the field know. */
const roles = new Set([
  'system',
  'developer',
  'user',
  'assistant',
  'tool',
  'function',
  'ipython',
  'environment',
  'observation',
]);

/** What other tools call the speakers. */
const otherNames: Readonly<Record<string, string>> = {
  human: 'user',
  prompter: 'user',
  gpt: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  function_call: 'assistant',
  function_response: 'tool',
};

/** How a format names the two fields of a message. */
export interface TurnKeys {
  readonly role: string;
  readonly content: string;
}

const openAi: TurnKeys = { role: 'role', content: 'content' };
/** ShareGPT's, whose speakers have other names, too: `human`, `gpt`, `function_call`. */
export const shareGpt: TurnKeys = { role: 'from', content: 'value' };

/** A list of messages, or a single one. Undefined when one of them cannot be read; all defects are reported. */
export function readTurns(
  value: readonly unknown[] | JsonObject,
  { path }: Place,
  report: Report,
  keys = openAi,
): Turn[] | undefined {
  if (isObject(value)) {
    const turn = readTurn(value, path, report, keys);
    return turn && [turn];
  }
  const turns = (value as readonly unknown[]).map((turn, i) => readTurn(turn, [...path, i], report, keys));
  return turns.every((turn) => turn !== undefined) ? turns : undefined;
}

function readTurn(value: unknown, path: Path, report: Report, keys: TurnKeys): Turn | undefined {
  if (!isObject(value)) {
    report('message-malformed', { path }, { what: l10n.t('This is {0}', describeValue(value)) });
    return undefined;
  }
  const role = readRole(value, path, report, keys);
  const content = readContent(value, path, report, keys);
  if (role === undefined || content === undefined) return undefined;
  const { [keys.role]: name, [keys.content]: _, ...others } = value;
  const call = name === 'function_call' ? toolCalls(content) : undefined;
  return call ? { ...others, role, content: '', tool_calls: call } : { ...others, role, content };
}

/** ShareGPT's call of a tool is JSON text: `{"name", "arguments"}`, or a list of them. */
function toolCalls(content: string): readonly unknown[] | undefined {
  try {
    const calls: unknown[] = [JSON.parse(content)].flat();
    const named = calls.every((call) => isObject(call) && typeof call.name === 'string');
    return named && calls.length > 0
      ? calls.map((call) => ({ type: 'function', function: call }))
      : undefined;
  } catch {
    return undefined;
  }
}

function readRole(turn: JsonObject, path: Path, report: Report, keys: TurnKeys): string | undefined {
  const role = turn[keys.role];
  if (typeof role !== 'string') {
    const what = has(turn, keys.role)
      ? l10n.t('Its role is {0}', describeValue(role))
      : l10n.t('This one has no role');
    report('message-malformed', { path: has(turn, keys.role) ? [...path, keys.role] : path }, { what });
    return undefined;
  }
  if (roles.has(role)) return role;
  const lower = role.trim().toLowerCase();
  const instead = roles.has(lower) ? lower : Object.hasOwn(otherNames, lower) ? otherNames[lower] : undefined;
  if (keys !== openAi && instead) return instead;
  report(
    'role-unknown',
    { path: [...path, keys.role] },
    { role: role.slice(0, 24), ...(instead ? { instead } : {}) },
  );
  return undefined;
}

/** Text, or a list of parts that are all text. An assistant's call of a tool may have none. */
function readContent(turn: JsonObject, path: Path, report: Report, keys: TurnKeys): string | undefined {
  const content = turn[keys.content];
  if (typeof content === 'string') return content;
  if (!has(turn, keys.content)) {
    if (has(turn, 'tool_calls')) return '';
    report('message-malformed', { path }, { what: l10n.t('This one has no content') });
    return undefined;
  }
  const parts = Array.isArray(content) ? content.map(partText) : [undefined];
  parts.forEach((part, i) => {
    if (part === image) report('image-passed-over', { path: [...path, keys.content, i] });
  });
  const other = parts.indexOf(undefined);
  if (other < 0) return parts.filter((part) => part !== image).join('');
  const what = Array.isArray(content)
    ? l10n.t('Only parts {"type": "text", "text": ...} can be scored')
    : l10n.t('Its content is {0}', describeValue(content));
  report(
    'message-malformed',
    { path: [...path, keys.content, ...(Array.isArray(content) ? [other] : [])] },
    { what },
  );
  return undefined;
}

const image = Symbol('image');

function partText(part: unknown): string | typeof image | undefined {
  if (typeof part === 'string') return part;
  if (isObject(part) && (part.type === 'image' || part.type === 'image_url')) return image;
  if (!isObject(part) || part.type !== 'text') return undefined;
  // LLaMA-Factory's own messages have `value`.
  const text = part.text ?? part.value;
  return typeof text === 'string' ? text : undefined;
}
