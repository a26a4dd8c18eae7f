import type { Place, Text, Turn } from '../example.ts';
import type { Report } from './format.ts';

export interface Conversation {
  readonly prompt: Text;
  readonly completions: readonly Text[];
  readonly places: readonly Place[];
}

/**
 * Brings a prompt and its completions to one kind: all plain text, or all turns. Completions that repeat the
 * conversation before their answer, as UltraFeedback's do, lose what they repeat.
 */
export function joinConversation(
  prompt: Text,
  texts: readonly Text[],
  places: readonly Place[],
  report: Report,
): Conversation | undefined {
  if (typeof prompt === 'string' && texts.every((text) => typeof text === 'string'))
    return { prompt, completions: texts, places };
  const lists = texts.map(answerTurns);
  const whole = lists.filter(([first]) => first.role !== 'assistant');
  if (typeof prompt !== 'string') return stripPrompt(prompt, lists, places, report);
  if (whole.length === 0) return stripPrompt([{ role: 'user', content: prompt }], lists, places, report);
  const shared = whole[0].slice(0, sharedTurns(whole));
  if (whole.length === lists.length && shared.some(({ content }) => content.trim() === prompt.trim()))
    return stripPrompt(shared, lists, places, report);
  report('prompt-differs', { path: ['prompt'] }, { field: 'prompt' });
  return undefined;
}

/** Two or more whole conversations: what they share at the start is the prompt, as in TRL's `extract_prompt`. */
export function splitConversations(
  lists: readonly (readonly Turn[])[],
  places: readonly Place[],
  report: Report,
): Conversation | undefined {
  const unfinished = lists.findIndex((list) => list.at(-1)!.role !== 'assistant');
  if (unfinished >= 0) {
    reportLastTurn(lists[unfinished], places[unfinished], report);
    return undefined;
  }
  const shared = sharedTurns(lists);
  const differing = lists.map((list) => list.slice(shared).some(asks)).lastIndexOf(true);
  if (differing >= 0) {
    report('prompt-differs', { path: [...places[differing].path, shared] });
    return undefined;
  }
  return stripPrompt(lists[0].slice(0, shared), lists, places, report);
}

function stripPrompt(
  prompt: readonly Turn[],
  lists: readonly (readonly Turn[])[],
  places: readonly Place[],
  report: Report,
): Conversation | undefined {
  let right = true;
  const from = lists.map((list) =>
    startsWith(list, prompt) && list.length > prompt.length ? prompt.length : 0,
  );
  const completions = lists.map((list, i) => {
    const completion = from[i] > 0 ? list.slice(from[i]) : list;
    const asked = completion.findIndex(asks);
    if (completion.at(-1)!.role !== 'assistant') reportLastTurn(list, places[i], report);
    else if (asked >= 0) reportQuestion(from[i] + asked, list, places[i], report);
    else return completion;
    right = false;
    return completion;
  });
  const cut = places.map((place, i): Place => (from[i] > 0 ? { ...place, from: from[i] } : place));
  return right ? { prompt, completions, places: cut } : undefined;
}

/** Turns that all lists start with, leaving at least one turn to each. */
function sharedTurns(lists: readonly (readonly Turn[])[]): number {
  // Not by spreading: a hostile record may have a million lists.
  const most = lists.reduce((least, { length }) => Math.min(least, length), lists[0].length) - 1;
  let shared = 0;
  while (shared < most && lists.every((list) => sameTurn(list[shared], lists[0][shared]))) shared++;
  return shared;
}

function reportLastTurn(list: readonly Turn[], place: Place, report: Report): void {
  const { role } = list.at(-1)!;
  report('last-turn-not-assistant', { path: [...place.path, list.length - 1] }, { role: role.slice(0, 24) });
}

/** A question inside what is ranked: either the list is a whole conversation that begins otherwise, or it goes on after an answer. */
function reportQuestion(index: number, list: readonly Turn[], { path }: Place, report: Report): void {
  report(
    'prompt-differs',
    { path: [...path, index] },
    list[0].role === 'assistant' ? { inside: 1 } : { start: 1 },
  );
}

function asks({ role }: Turn): boolean {
  return role === 'user' || role === 'system' || role === 'developer';
}

function answerTurns(text: Text): readonly Turn[] {
  return typeof text === 'string' ? [{ role: 'assistant', content: text }] : text;
}

function startsWith(list: readonly Turn[], start: readonly Turn[]): boolean {
  return start.every((turn, i) => i < list.length && sameTurn(turn, list[i]));
}

function sameTurn(a: Turn, b: Turn): boolean {
  return a === b || (a.role === b.role && a.content === b.content && JSON.stringify(a) === JSON.stringify(b));
}
