/** Every message between the tokens panel (host) and its page, over birpc. The host posts only after `ready`. */

export interface PageToken {
  readonly id: number;
  /** '' where it is only a part of a character. */
  readonly text: string;
  readonly special?: true;
  /** Of a part of a character: its bytes, as `E4 BD`, and the text that it makes with its neighbours. */
  readonly bytes?: string;
  readonly of?: string;
}

/** Tokens in the order of the text. */
export interface Stretch {
  readonly tokens: readonly PageToken[];
  /** Tokens there are, those left out counted. */
  readonly count: number;
  /** `tokens[gapAt]` follows `count - tokens.length` tokens that were left out. */
  readonly gapAt?: number;
  /** Truncated away at the start and at the end. */
  readonly droppedStart: number;
  readonly droppedEnd: number;
}

export interface PageCompletion extends Stretch {
  /** Index of its prompt in `prompts`. */
  readonly prompt: number;
  readonly scored: number;
  readonly reason?: string;
}

/** An example as one tokenizer sees it. */
export interface TokenizedExample {
  /** The record's own. */
  readonly id?: string;
  readonly roles: readonly ('policy' | 'reference')[];
  readonly model: string;
  readonly tiers: readonly (readonly number[])[];
  readonly tokenizerNotes: readonly string[];
  readonly prompts: readonly Stretch[];
  /** [K] in file order. */
  readonly completions: readonly PageCompletion[];
  readonly reason?: string;
  readonly separate: boolean;
  readonly notes: readonly string[];
  /** Tokens; 0 = no limit known. */
  readonly maxLength: number;
}

export interface TokensState {
  readonly fileName: string;
  /** 1-based: the first of the record's. */
  readonly line: number;
  /** That the record takes; absent = 1. */
  readonly lines?: number;
  /** Which of the record's rankings, from 0. */
  readonly ranking?: { readonly part: number; readonly parts: number };
  /** One for each tokenizer. */
  readonly examples: readonly TokenizedExample[];
  /** Why there are none, ending with the next step. */
  readonly problem?: string;
  /** What a button offers: a model to be chosen, or the workspace to be trusted. */
  readonly missing?: 'model' | 'trust';
}

/** The panel calls, the page answers. */
export interface TokensPageCalls {
  show(state: TokensState): void;
}

/** The page calls, the panel answers. */
export interface TokensHostCalls {
  ready(): void;
  selectModel(role: 'policy' | 'reference'): void;
  manageTrust(): void;
  openLine(): void;
  /** Another ranking of the same record. */
  showRanking(part: number): void;
}
