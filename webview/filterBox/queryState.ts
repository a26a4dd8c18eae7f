import { computed, effect, signal } from '@preact/signals';
import { type Completion, complete, completed } from '../query/complete.ts';
import { countedValues, queryFields } from '../query/fields.ts';
import { understand } from '../query/understand.ts';
import { facts, query, results } from '../state.ts';

/** What is in the filter box; `state.query` is the last of it that could be understood. */
export const queryText = signal('');
const caret = signal(0);
/** The list under the box; while somebody types it shows only what is needed, so that it does not cover the table. */
export const isOpen = signal<false | 'typing' | 'asked'>(false);
/** Option that the keyboard is on. */
export const activeOption = signal<number | undefined>(undefined);

const fields = computed(() => queryFields(facts.value));

export const understood = computed(() => understand(queryText.value, fields.value));

export const completions = computed(() => {
  if (!isOpen.value) return undefined;
  const found = complete(queryText.value, caret.value, fields.value, (field) =>
    countedValues(field, results.peek()),
  );
  const isComplete = understood.value.query !== undefined && found.place.from === found.place.to;
  return isComplete && isOpen.value === 'typing' ? undefined : found;
});

/** Before rows are here nobody knows their fields; someone who writes is not told of the end that is missing. */
export const shownProblem = computed(() => {
  const { problem, unfinished } = understood.value;
  return facts.value.line.length === 0 || (unfinished && isOpen.value) ? undefined : problem;
});

export function write(text: string, at: number): void {
  queryText.value = text;
  moveCaret(at);
}

export function moveCaret(at: number): void {
  if (at !== caret.peek()) activeOption.value = undefined;
  caret.value = at;
}

/** Puts an option in; returns where the caret goes. */
export function choose(option: Completion): number | undefined {
  const now = completions.peek();
  if (!now) return undefined;
  const next = completed(queryText.peek(), now.place, option);
  write(next.text, next.caret);
  activeOption.value = undefined;
  return next.caret;
}

/** Keeps the last filter that could be understood in force. */
export function followQuery(): void {
  effect(() => {
    const text = queryText.value.trim();
    const { query: asked } = understood.value;
    if (text === '') query.value = undefined;
    else if (asked) query.value = { text, asked };
  });
}
