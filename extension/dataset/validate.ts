import * as l10n from '@vscode/l10n';
import { type Tiers, tierOfEach } from '../preference/ranking.ts';
import type { Place, Text, Turn } from './example.ts';
import type { Draft, Report } from './formats/format.ts';
import { reportTexts } from './textProblems.ts';

/** Defects of an example that could be read: what it says rather than how it is written. */
export function validate(draft: Draft, report: Report): void {
  const { prompt, completions, tiers, places } = draft;
  if (isBlank(prompt)) report('prompt-empty', places.prompt);
  completions.forEach((completion, i) => {
    if (isBlankAnswer(completion)) report('response-empty', places.completions[i]);
  });
  reportIdentical(completions, tiers, places.completions, report);
  reportRoleOrder(draft, report);
  reportTexts(draft, report);
}

/** Nothing but white space. */
function isBlank(text: Text): boolean {
  return typeof text === 'string' ? text.trim() === '' : text.every(({ content }) => content.trim() === '');
}

function isBlankAnswer(text: Text): boolean {
  if (typeof text === 'string') return text.trim() === '';
  const last = text[text.length - 1];
  return last.content.trim() === '' && !last.tool_calls;
}

function reportIdentical(
  completions: readonly Text[],
  tiers: Tiers,
  places: readonly Place[],
  report: Report,
): void {
  const keys = completions.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
  // Texts of different length need not be hashed.
  if (new Set(keys.map(({ length }) => length)).size === keys.length) return;
  const all: Record<string, number> = new Set(keys).size === 1 ? { all: 1 } : {};
  const tierOf = tierOfEach(tiers, keys.length);
  const first = new Map<string, number>();
  keys.forEach((key, i) => {
    const twin = first.get(key);
    if (twin === undefined) first.set(key, i);
    // Empty ones have their own problem.
    else if (!isBlankAnswer(completions[i])) {
      const tied: Record<string, number> = tierOf[i] === tierOf[twin] ? { tied: 1 } : {};
      report('responses-identical', places[i], { first: nameOf(places[twin], twin), ...all, ...tied });
    }
  });
}

function nameOf({ path }: Place, index: number): string {
  return path.length > 1 ? l10n.t('response {0}', index) : `"${path[0]}"`;
}

/** The first turn that most chat templates would refuse. */
function reportRoleOrder({ prompt, completions, places }: Draft, report: Report): void {
  if (typeof prompt === 'string') return;
  const wrong = firstMisplaced(prompt, undefined);
  if (wrong) {
    report('role-order', turnPlace(places.prompt, wrong.index), { what: wrong.what });
    return;
  }
  completions.forEach((completion, i) => {
    const misplaced = firstMisplaced(completion as readonly Turn[], prompt.at(-1));
    if (misplaced)
      report('role-order', turnPlace(places.completions[i], misplaced.index), { what: misplaced.what });
  });
}

function firstMisplaced(
  turns: readonly Turn[],
  before: Turn | undefined,
): { index: number; what: string } | undefined {
  let previous = before;
  for (const [index, turn] of turns.entries()) {
    const what = misplacedAfter(turn.role, previous?.role);
    if (what) return { index, what };
    previous = turn;
  }
  return undefined;
}

function misplacedAfter(role: string, previous: string | undefined): string | undefined {
  const opening = previous === undefined || previous === 'system' || previous === 'developer';
  if (role === 'system' || role === 'developer')
    return opening ? undefined : l10n.t('A {0} turn stands after the conversation has begun', role);
  if (role === 'user') return previous === 'user' ? l10n.t('Two user turns follow each other') : undefined;
  if (role === 'assistant') {
    if (previous === 'assistant') return l10n.t('Two assistant turns follow each other');
    return opening ? l10n.t('The assistant speaks before the user') : undefined;
  }
  return opening || previous === 'user'
    ? l10n.t('A {0} turn stands before any call of a tool', role)
    : undefined;
}

function turnPlace({ path, from = 0 }: Place, index: number): Place {
  return { path: [...path, from + index] };
}
