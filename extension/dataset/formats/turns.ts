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

/** What other tools call the two speakers. */
const otherNames: Readonly<Record<string, string>> = {
  human: 'user',
  prompter: 'user',
  gpt: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  ai: 'assistant',
  model: 'assistant',
};

/** A list of messages, or a single one. Undefined when one of them cannot be read; all defects are reported. */
export function readTurns(
  value: readonly unknown[] | JsonObject,
  { path }: Place,
  report: Report,
): Turn[] | undefined {
  if (isObject(value)) {
    const turn = readTurn(value, path, report);
    return turn && [turn];
  }
  const turns = (value as readonly unknown[]).map((turn, i) => readTurn(turn, [...path, i], report));
  return turns.every((turn) => turn !== undefined) ? turns : undefined;
}

function readTurn(value: unknown, path: Path, report: Report): Turn | undefined {
  if (!isObject(value)) {
    report('message-malformed', { path }, { what: `This is ${describeValue(value)}` });
    return undefined;
  }
  const role = readRole(value, path, report);
  const content = readContent(value, path, report);
  return role === undefined || content === undefined ? undefined : { ...value, role, content };
}

function readRole(turn: JsonObject, path: Path, report: Report): string | undefined {
  const { role } = turn;
  if (typeof role !== 'string') {
    const what = has(turn, 'role') ? `Its role is ${describeValue(role)}` : 'This one has no role';
    report('message-malformed', { path: has(turn, 'role') ? [...path, 'role'] : path }, { what });
    return undefined;
  }
  if (roles.has(role)) return role;
  const lower = role.trim().toLowerCase();
  const instead = roles.has(lower) ? lower : Object.hasOwn(otherNames, lower) ? otherNames[lower] : undefined;
  report(
    'role-unknown',
    { path: [...path, 'role'] },
    { role: role.slice(0, 24), ...(instead ? { instead } : {}) },
  );
  return undefined;
}

/** Text, or a list of parts that are all text. An assistant's call of a tool may have none. */
function readContent(turn: JsonObject, path: Path, report: Report): string | undefined {
  const { content } = turn;
  if (typeof content === 'string') return content;
  if (!has(turn, 'content')) {
    if (has(turn, 'tool_calls')) return '';
    report('message-malformed', { path }, { what: 'This one has no content' });
    return undefined;
  }
  const parts = Array.isArray(content) ? content.map(partText) : [undefined];
  const other = parts.indexOf(undefined);
  if (other < 0) return parts.join('');
  const what = Array.isArray(content)
    ? 'Only parts {"type": "text", "text": ...} can be scored'
    : `Its content is ${describeValue(content)}`;
  report(
    'message-malformed',
    { path: [...path, 'content', ...(Array.isArray(content) ? [other] : [])] },
    { what },
  );
  return undefined;
}

function partText(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  return isObject(part) && part.type === 'text' && typeof part.text === 'string' ? part.text : undefined;
}
