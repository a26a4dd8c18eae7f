import * as l10n from '@vscode/l10n';
import type { Text, Turn } from '../dataset/example.ts';
import { type ChatFailure, type ChatPrompt, type ChatTexts, openChat } from './chatText.ts';
import type { ScoreItem, Sequence } from './contract.ts';
import type { ScoringSettings } from './settings.ts';
import type { TextTokenizer } from './tokenizer.ts';

export type Encoded =
  | {
      readonly ok: true;
      /** [K] */
      readonly sequences: readonly Sequence[];
      /** Tokenized apart, as a merge crossed the border. */
      readonly separate: boolean;
      /** Sentences on how the chat template was applied, each once. */
      readonly notes: readonly string[];
    }
  | Failure;

/** Why an example cannot be scored: a sentence without the example's text. */
export type Failure = { readonly ok: false; readonly reason: string };

type EncodeSettings = Pick<ScoringSettings, 'border' | 'appendEos'>;

/** Tokenizes an example's completions, each after the prompt. Never throws for what the example holds. */
export function encodeExample(tokenizer: TextTokenizer, item: ScoreItem, settings: EncodeSettings): Encoded {
  const sequences: Sequence[] = [];
  const notes = new Set<string>();
  let separate = false;
  const texts = textsOf(tokenizer, item, settings);
  const encoder = borderEncoder(tokenizer, settings.border);
  for (const [index, completion] of item.completions.entries()) {
    let encoded: EncodedCompletion;
    try {
      const cut = texts(completion);
      if (!cut.ok) return { ok: false, reason: l10n.t('completion {0}: {1}', index + 1, cut.reason) };
      encoded = encoder(cut);
      if (cut.note) notes.add(cut.note);
    } catch (error) {
      // The libraries throw on texts that they were not made for, such as one that overflows a regular expression.
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        reason: l10n.t('completion {0} cannot be tokenized: {1}', index + 1, reason.slice(0, 200)),
      };
    }
    const { ids, promptLength } = encoded;
    if (promptLength === 0) {
      return {
        ok: false,
        reason: l10n.t('the prompt has no tokens, so the first token of a completion follows nothing'),
      };
    }
    if (ids.length <= promptLength) {
      return { ok: false, reason: l10n.t('completion {0} has no tokens of its own', index + 1) };
    }
    if (ids.some((id) => !Number.isInteger(id))) {
      return {
        ok: false,
        reason: l10n.t(
          'completion {0} or its prompt has text that the tokenizer has no token for',
          index + 1,
        ),
      };
    }
    sequences.push({ ids: Int32Array.from(ids), promptLength });
    separate ||= encoded.separate;
  }
  return { ok: true, sequences, separate, notes: [...notes] };
}

/** `whole` starts with `prompt` wherever both are cut at one place; else see `completion`. */
interface Texts extends ChatTexts {
  /** A chat template writes BOS itself, so the post-processor has nothing to add. */
  readonly templated: boolean;
}

/** The texts of one completion after the example's prompt; a conversation's prompt is rendered once. */
function textsOf(
  tokenizer: TextTokenizer,
  { prompt, tools }: ScoreItem,
  { border, appendEos }: EncodeSettings,
): (completion: Text) => Texts | ChatFailure {
  let chat: ChatPrompt | undefined;
  return (completion) => {
    if (typeof prompt === 'string' && typeof completion === 'string') {
      return plainTexts(prompt, completion, appendEos ? tokenizer.eos : undefined);
    }
    if (!tokenizer.chatTemplate) {
      return { ok: false, reason: l10n.t('it is a conversation, and the model has no chat template') };
    }
    chat ??= openChat(tokenizer.chatTemplate, turnsOf(prompt, 'user'), tools, border === 'trl');
    const texts = chat(turnsOf(completion, 'assistant'));
    return texts.ok ? { ...texts, templated: true } : texts;
  };
}

function plainTexts(prompt: string, completion: string, eos: string | undefined): Texts {
  const ended = eos === undefined || completion.endsWith(eos) ? completion : completion + eos;
  return { ok: true, prompt, whole: prompt + ended, completion: ended, templated: false };
}

const turnsOf = (text: Text, role: string): readonly Turn[] =>
  typeof text === 'string' ? [{ role, content: text }] : text;

interface EncodedCompletion {
  readonly ids: readonly number[];
  readonly promptLength: number;
  readonly separate: boolean;
}

/** Tokens of prompt and completion by one of the three ways to treat the border. Keeps the last prompt's, as the completions of an example share it. */
function borderEncoder(
  tokenizer: TextTokenizer,
  border: ScoringSettings['border'],
): (texts: Texts) => EncodedCompletion {
  let last: { readonly prompt: string; readonly ids: readonly number[] } | undefined;
  const promptIdsOf = (prompt: string, encode: (text: string) => readonly number[]) => {
    if (last?.prompt !== prompt) last = { prompt, ids: encode(prompt) };
    return last.ids;
  };
  return ({ prompt, whole, completion, templated }) => {
    if (border === 'trl') {
      const encode = templated ? tokenizer.encode : tokenizer.encodeWhole;
      return { ids: encode(whole), promptLength: promptIdsOf(prompt, encode).length, separate: false };
    }
    const encode = templated
      ? tokenizer.encode
      : (text: string) => withPrefix(tokenizer.prefix, tokenizer.encode(text));
    const promptIds = promptIdsOf(prompt, encode);
    if (border === 'joint') {
      const ids = encode(whole);
      if (startsWith(ids, promptIds)) return { ids, promptLength: promptIds.length, separate: false };
    }
    const ids = promptIds.concat(tokenizer.encode(completion));
    return { ids, promptLength: promptIds.length, separate: border === 'joint' };
  };
}

/** BOS once: a text that brings its own gets no second one. */
function withPrefix(prefix: readonly number[], ids: number[]): number[] {
  return prefix.length === 0 || startsWith(ids, prefix) ? ids : [...prefix, ...ids];
}

function startsWith(ids: readonly number[], start: readonly number[]): boolean {
  return start.length <= ids.length && start.every((id, i) => id === ids[i]);
}
