import type { Text } from '../dataset/example.ts';
import { type ChatFailure, renderChat } from './chatText.ts';
import type { ScoreItem } from './contract.ts';
import type { ScoringSettings } from './settings.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** A prompt with one completion as token ids. */
export interface Sequence {
  readonly ids: readonly number[];
  /** Tokens of the prompt, at the start of `ids`; the rest is the completion. */
  readonly promptLength: number;
}

export type Encoded =
  | {
      readonly ok: true;
      /** [K] */
      readonly sequences: readonly Sequence[];
      /** Tokenized apart, as a merge crossed the border. */
      readonly separate: boolean;
    }
  | Failure;

/** Why an example cannot be scored: a sentence without the example's text. */
export type Failure = { readonly ok: false; readonly reason: string };

type EncodeSettings = Pick<ScoringSettings, 'border' | 'appendEos'>;

/** Tokenizes an example's completions, each after the prompt. Never throws for what the example holds. */
export function encodeExample(tokenizer: TextTokenizer, item: ScoreItem, settings: EncodeSettings): Encoded {
  const sequences: Sequence[] = [];
  let separate = false;
  for (const [index, completion] of item.completions.entries()) {
    let encoded: EncodedCompletion;
    try {
      encoded = encodeCompletion(tokenizer, item.prompt, completion, item.tools, settings);
    } catch (error) {
      // The libraries throw on texts that they were not made for, such as one that overflows a regular expression.
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, reason: `completion ${index + 1} cannot be tokenized: ${reason.slice(0, 200)}` };
    }
    if (!encoded.ok) return { ok: false, reason: `completion ${index + 1}: ${encoded.reason}` };
    const { ids, promptLength } = encoded.sequence;
    if (promptLength === 0) {
      return {
        ok: false,
        reason: 'the prompt has no tokens, so the first token of a completion follows nothing',
      };
    }
    if (ids.length <= promptLength) {
      return { ok: false, reason: `completion ${index + 1} has no tokens of its own` };
    }
    if (ids.some((id) => !Number.isInteger(id))) {
      return {
        ok: false,
        reason: `completion ${index + 1} or its prompt has text that the tokenizer has no token for`,
      };
    }
    sequences.push(encoded.sequence);
    separate ||= encoded.separate;
  }
  return { ok: true, sequences, separate };
}

interface Texts {
  readonly ok: true;
  readonly prompt: string;
  /** Starts with `prompt` wherever both are cut at one place; else see `completion`. */
  readonly whole: string;
  readonly completion: string;
  /** A chat template writes BOS itself, so the post-processor has nothing to add. */
  readonly templated: boolean;
}

type EncodedCompletion =
  | { readonly ok: true; readonly sequence: Sequence; readonly separate: boolean }
  | Failure;

function encodeCompletion(
  tokenizer: TextTokenizer,
  prompt: Text,
  completion: Text,
  tools: unknown,
  settings: EncodeSettings,
): EncodedCompletion {
  const texts =
    typeof prompt === 'string' && typeof completion === 'string'
      ? plainTexts(prompt, completion, settings.appendEos ? tokenizer.eos : undefined)
      : chatTexts(tokenizer, prompt, completion, tools, settings.border);
  if (!texts.ok) return texts;
  if (settings.border === 'trl') {
    const encode = texts.templated ? tokenizer.encode : tokenizer.encodeWhole;
    const ids = encode(texts.whole);
    const sequence = { ids, promptLength: encode(texts.prompt).length };
    return { ok: true, sequence, separate: false };
  }
  const start = (ids: number[]) => (texts.templated ? ids : withPrefix(tokenizer.prefix, ids));
  const promptIds = start(tokenizer.encode(texts.prompt));
  if (settings.border === 'joint') {
    const ids = start(tokenizer.encode(texts.whole));
    if (startsWith(ids, promptIds)) {
      return { ok: true, sequence: { ids, promptLength: promptIds.length }, separate: false };
    }
  }
  const ids = promptIds.concat(tokenizer.encode(texts.completion));
  const sequence = { ids, promptLength: promptIds.length };
  return { ok: true, sequence, separate: settings.border === 'joint' };
}

function plainTexts(prompt: string, completion: string, eos: string | undefined): Texts {
  const ended = eos === undefined || completion.endsWith(eos) ? completion : completion + eos;
  return { ok: true, prompt, whole: prompt + ended, completion: ended, templated: false };
}

function chatTexts(
  tokenizer: TextTokenizer,
  prompt: Text,
  completion: Text,
  tools: unknown,
  border: ScoringSettings['border'],
): Texts | ChatFailure {
  if (!tokenizer.chatTemplate) {
    return { ok: false, reason: 'it is a conversation, and the model has no chat template' };
  }
  const promptTurns = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt;
  const completionTurns =
    typeof completion === 'string' ? [{ role: 'assistant', content: completion }] : completion;
  const chat = renderChat(tokenizer.chatTemplate, promptTurns, completionTurns, tools, border === 'trl');
  return chat.ok ? { ...chat, templated: true } : chat;
}

/** BOS once: a text that brings its own gets no second one. */
function withPrefix(prefix: readonly number[], ids: number[]): number[] {
  return prefix.length === 0 || startsWith(ids, prefix) ? ids : [...prefix, ...ids];
}

function startsWith(ids: readonly number[], start: readonly number[]): boolean {
  return start.length <= ids.length && start.every((id, i) => id === ids[i]);
}
