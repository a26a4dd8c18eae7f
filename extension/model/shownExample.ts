import type { Sequence } from './contract.ts';
import type { Encoded } from './encode.ts';
import type { ScoringSettings } from './settings.ts';
import type { TextTokenizer } from './tokenizer.ts';
import type { ShownToken } from './tokenText.ts';
import { maxLengthOf, truncate } from './truncate.ts';

/** A stretch of tokens in the order of the text; of a very long one the middle is left out. */
export interface ShownTokens {
  readonly tokens: readonly ShownToken[];
  /** Tokens there are, those left out counted. */
  readonly count: number;
  /** `tokens[gapAt]` follows `count - tokens.length` tokens that were left out; absent when none were. */
  readonly gapAt?: number;
  /** Truncated away at the start and at the end. */
  readonly droppedStart: number;
  readonly droppedEnd: number;
}

export interface ShownCompletion extends ShownTokens {
  /** Index of its prompt in `prompts`. */
  readonly prompt: number;
  /** Tokens whose log-probability counts. */
  readonly scored: number;
  /** Why it cannot be scored at its length. */
  readonly reason?: string;
}

/** An example as the tokens that a model scores. */
export interface ShownExample {
  /** Each prompt that occurs once: completions share theirs, save where truncation or the border differ. */
  readonly prompts: readonly ShownTokens[];
  /** [K] in file order; [] when the example cannot be tokenized, for `reason`. */
  readonly completions: readonly ShownCompletion[];
  readonly reason?: string;
  /** A merge crossed the border, so prompt and completion were tokenized apart. */
  readonly separate: boolean;
  /** Sentences on how the chat template was applied. */
  readonly notes: readonly string[];
  /** Tokens of prompt and completion together; 0 = no limit known. */
  readonly maxLength: number;
}

/** Tokens of one stretch that are shown; more would stop the page. */
const mostShown = 4000;

export function shownExample(
  tokenizer: Pick<TextTokenizer, 'show'>,
  encoded: Encoded,
  settings: ScoringSettings,
  contextLength: number,
): ShownExample {
  const maxLength = maxLengthOf(settings.maxLength, contextLength);
  if (!encoded.ok) {
    return {
      prompts: [],
      completions: [],
      reason: encoded.reason,
      separate: false,
      notes: [],
      maxLength,
    };
  }
  const prompts: ShownTokens[] = [];
  const indices = new Map<string, number>();
  const completions = encoded.sequences.map((whole): ShownCompletion => {
    const { ids, promptLength } = whole;
    const cut = truncate(whole, maxLength, settings.truncation);
    const start = cut.ok ? droppedAtStart(whole, cut.sequence) : 0;
    const end = cut.ok ? ids.length - start - cut.sequence.ids.length : 0;
    const promptIds = ids.subarray(0, promptLength);
    const fromPrompt = Math.min(start, promptLength);
    const key = `${fromPrompt} ${promptIds.join()}`;
    let prompt = indices.get(key);
    if (prompt === undefined) {
      prompt = prompts.push(stretch(tokenizer, promptIds, fromPrompt, 0)) - 1;
      indices.set(key, prompt);
    }
    return {
      ...stretch(tokenizer, ids.subarray(promptLength), start - fromPrompt, end),
      prompt,
      scored: cut.ok ? cut.sequence.ids.length - Math.max(1, cut.sequence.promptLength) : 0,
      ...(cut.ok ? {} : { reason: cut.reason }),
    };
  });
  return { prompts, completions, separate: encoded.separate, notes: encoded.notes, maxLength };
}

/** Truncation drops from the start, the end or both; the border tells which. */
function droppedAtStart(whole: Sequence, left: Sequence): number {
  return left.promptLength > 0 ? whole.promptLength - left.promptLength : whole.ids.length - left.ids.length;
}

function stretch(
  tokenizer: Pick<TextTokenizer, 'show'>,
  ids: Int32Array,
  droppedStart: number,
  droppedEnd: number,
): ShownTokens {
  const dropped = { count: ids.length, droppedStart, droppedEnd };
  if (ids.length <= mostShown) return { tokens: tokenizer.show(ids), ...dropped };
  const half = mostShown / 2;
  const tokens = [
    ...tokenizer.show(ids.subarray(0, half)),
    ...tokenizer.show(ids.subarray(ids.length - half)),
  ];
  return { tokens, gapAt: half, ...dropped };
}
