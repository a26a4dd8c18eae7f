import type { Turn } from '../dataset/example.ts';
import type { ChatTemplate } from './chatTemplate.ts';

export type ChatFailure = { readonly ok: false; readonly reason: string };

export type ChatText =
  | {
      readonly ok: true;
      readonly prompt: string;
      readonly whole: string;
      /** What follows the prompt in `whole`, with its own end of turn. */
      readonly completion: string;
    }
  | ChatFailure;

/**
 * Renders the prompt with the generation prompt, then the whole conversation, and takes what follows.
 * Some templates render the two differently near the border (a generation prompt that opens a thinking block):
 * there the prompt ends where the two texts part, as in TRL's `apply_chat_template`; with `asRendered` the prompt is left as it is.
 */
export function renderChat(
  template: ChatTemplate,
  prompt: readonly Turn[],
  completion: readonly Turn[],
  tools: unknown,
  asRendered: boolean,
): ChatText {
  let opening: string;
  let closed: string;
  let whole: string;
  try {
    opening = template.render(prompt, { generationPrompt: true, tools });
    whole = template.render([...prompt, ...completion], { generationPrompt: false, tools });
    if (asRendered || whole.startsWith(opening)) {
      return { ok: true, prompt: opening, whole, completion: whole.slice(opening.length) };
    }
    closed = template.render(prompt, { generationPrompt: false, tools });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `the chat template refuses the conversation: ${reason.slice(0, 200)}` };
  }
  // The completion may happen to start like the rest of the generation prompt; it must not lose that start.
  const content = completion[0]?.content.trim() ?? '';
  const contentStart = whole.indexOf(content, commonPrefix(closed, whole));
  const border = Math.min(commonPrefix(opening, whole), contentStart);
  if (border <= 0) {
    return {
      ok: false,
      reason: 'the chat template renders prompt and completion in another way when they stand together',
    };
  }
  return { ok: true, prompt: whole.slice(0, border), whole, completion: whole.slice(border) };
}

/** UTF-16 units that two texts share at their start. */
function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  // Never between the halves of one character.
  return length > 0 && length < b.length && /[\uD800-\uDBFF]/.test(b[length - 1]) ? length - 1 : length;
}
