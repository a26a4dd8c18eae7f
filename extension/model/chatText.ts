import * as l10n from '@vscode/l10n';
import type { Turn } from '../dataset/example.ts';
import { type ChatTemplate, TemplateRefusal } from './chatTemplate.ts';

export type ChatFailure = { readonly ok: false; readonly reason: string };

export interface ChatTexts {
  readonly ok: true;
  readonly prompt: string;
  readonly whole: string;
  /** What follows the prompt in `whole`, with its own end of turn. */
  readonly completion: string;
  /** What is worth knowing about how they came to be, as a sentence. */
  readonly note?: string;
}

/** The texts of a completion after the prompt. */
export type ChatPrompt = (completion: readonly Turn[]) => ChatTexts | ChatFailure;

const rewrites: ChatFailure = {
  ok: false,
  reason: l10n.t('the chat template renders prompt and completion in another way when they stand together'),
};
const changes: ChatFailure = {
  ok: false,
  reason: l10n.t('the chat template writes the completion in another way than the record has it'),
};

/**
 * Renders the prompt with the generation prompt, then the whole conversation, and takes what follows.
 * Some templates render the two differently near the border (a generation prompt that opens a thinking block): there
 * the prompt ends where the two texts part, as in TRL's `apply_chat_template`. Checked is that no turn of the prompt
 * lies behind the border and that the completion is all there. With `asRendered` nothing is cut or checked, as TRL's trainer.
 */
export function openChat(
  template: ChatTemplate,
  prompt: readonly Turn[],
  tools: unknown,
  asRendered: boolean,
): ChatPrompt {
  const last = prompt.at(-1);
  const spoke = last?.role === 'assistant' && !last.tool_calls;
  // An empty turn of the assistant asks for what the generation prompt asks for.
  if (spoke && last.content.trim() === '' && !asRendered)
    return openChat(template, prompt.slice(0, -1), tools, asRendered);

  const render = (turns: readonly Turn[], generationPrompt: boolean) =>
    template.render(turns, { generationPrompt, tools });
  const opening = once(() => render(prompt, true));
  const closed = once(() => render(prompt, false));
  /** What the template writes before and after the content of the assistant's turn, and of the prompt's last one. */
  const answer = once(() => around(render([...prompt, { role: 'assistant', content: probe }], false)));
  const lastTurn = once(() => around(render([...prompt.slice(0, -1), { ...last!, content: probe }], false)));

  const cut = (completion: readonly Turn[]): ChatTexts | ChatFailure => {
    const [first] = completion;
    if (asRendered) return split(render([...prompt, ...completion], false), opening().length, opening());
    if (first?.role === 'assistant' && spoke) return prefilled(last, completion);
    const before = first?.role === 'assistant' ? opening() : closed();
    const whole = render([...prompt, ...completion], false);
    const border = whole.startsWith(before) ? before.length : parting(before, whole);
    if (border < before.length && border < promptEnd(before)) return rewrites;
    return holds(whole, border, completion) ? split(whole, border) : asWritten(whole, border, completion);
  };

  /** Where the two texts part; a completion that happens to start like the rest of the generation prompt must not lose that start. */
  const parting = (before: string, whole: string) => {
    const shared = commonPrefix(before, whole);
    const header = answer().before;
    return whole.startsWith(header) ? Math.min(shared, header.length) : shared;
  };

  /** Where the last turn's content ends in the prompt's text; what comes after is the template's own. */
  const promptEnd = (before: string) => {
    const shared = commonPrefix(closed(), before);
    if (!last || !closed().endsWith(lastTurn().after)) return Math.max(1, shared);
    return Math.max(1, Math.min(shared, closed().length - lastTurn().after.length));
  };

  /** A prompt that ends in the assistant's own words is gone on with: one turn, not two. */
  const prefilled = (last: Turn, [first, ...rest]: readonly Turn[]): ChatTexts | ChatFailure => {
    const turn = { ...last, ...first, content: last.content + first.content };
    const whole = render([...prompt.slice(0, -1), turn, ...rest], false);
    const start = lastTurn().before.length;
    const border = Math.min(commonPrefix(closed(), whole), start + last.content.length);
    if (border < start + last.content.trim().length) return rewrites;
    return holds(whole, border, [first, ...rest]) ? split(whole, border) : changes;
  };

  /** Where a template leaves out how a completion begins (its thinking), the completion follows the generation prompt as a model would write it. */
  const asWritten = (whole: string, border: number, completion: readonly Turn[]): ChatTexts | ChatFailure => {
    const [first, second] = completion;
    if (first.role !== 'assistant' || second) return changes;
    const { content } = first;
    const { before: header, after: end } = answer();
    const kept = whole.slice(border, whole.endsWith(end) ? whole.length - end.length : undefined).trim();
    if (kept === '' || !content.trimEnd().endsWith(kept)) return changes;
    const opened = opening().slice(commonPrefix(opening(), header));
    const text = `${opening()}${content.slice(sharedStart(content, opened))}${end}`;
    return {
      ...split(text, opening().length),
      note: l10n.t(
        'The chat template leaves out how a completion begins (its thinking); it is scored as written, after the generation prompt.',
      ),
    };
  };

  return (completion) => {
    try {
      return cut(completion);
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      return {
        ok: false,
        reason:
          error instanceof TemplateRefusal
            ? l10n.t('the chat template refuses the conversation: {0}', reason)
            : l10n.t('the chat template cannot be run on the conversation: {0}', reason),
      };
    }
  };
}

/** Stands for a content where only what is around it is wanted. */
const probe = 'plackett';

function around(text: string): { readonly before: string; readonly after: string } {
  const at = text.lastIndexOf(probe);
  return at < 0
    ? { before: text, after: '' }
    : { before: text.slice(0, at), after: text.slice(at + probe.length) };
}

const split = (whole: string, border: number, prompt = whole.slice(0, border)): ChatTexts => ({
  ok: true,
  prompt,
  whole,
  completion: whole.slice(border),
});

/** Whether all that the completion's turns say stands behind or across the border; templates may trim and space it. A call of a tool they may write without. */
function holds(whole: string, border: number, completion: readonly Turn[]): boolean {
  const spoken = completion.filter((turn) => !turn.tool_calls).map((turn) => turn.content);
  // The common case first, without copying.
  if (spoken.length === 1 && whole.includes(spoken[0].trim(), border)) return true;
  // Across it where the generation prompt opens a thinking block that the record has too.
  const before = dense(whole.slice(Math.max(0, border - 64), border));
  const text = before + dense(whole.slice(border));
  let at = 0;
  for (const content of spoken.map(dense)) {
    const found = text.indexOf(content, Math.max(at, before.length - content.length + 1));
    if (found < 0) return false;
    at = found + content.length;
  }
  return true;
}

const dense = (text: string) => text.replace(/\s+/g, '');

/** UTF-16 units at the start of a completion that the generation prompt has written already, as `<think>\n`. */
function sharedStart(content: string, opened: string): number {
  if (opened === '') return 0;
  if (content.startsWith(opened)) return opened.length;
  const bare = opened.trim();
  return bare !== '' && content.startsWith(bare) ? bare.length : 0;
}

/** UTF-16 units that two texts share at their start. */
function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  // Never between the halves of one character.
  return length > 0 && length < b.length && /[\uD800-\uDBFF]/.test(b[length - 1]) ? length - 1 : length;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
