import type { Text } from '../dataset/example.ts';
import type { ProviderName } from './settings.ts';

/** What is asked of a model and what it answers; plain data, so that it crosses processes. */

/** Why a provider is not the one that runs. */
export interface ProviderAttempt {
  readonly provider: ProviderName;
  readonly reason: string;
}

/** What `Plackett: Show Execution Providers` lists, best first. */
export interface ProviderReport {
  readonly provider: ProviderName;
  readonly bundled: boolean;
  readonly works: boolean;
  /** A sentence: why it does not work and what would help, or what it runs on. */
  readonly detail: string;
}

/**
 * How log-probabilities leave the graph, fastest first; all give the same numbers.
 * `shared-prompt`: prompt and completions in one run of a graph that holds both passes;
 * `cached-prompt`: the prompt's cache goes through our hands, completions follow one at a time;
 * `completion-rows`: whole sequences, the head only on the completions' rows;
 * `reduced-logits`: the head on every row, log-softmax in the graph;
 * `logits`: the graph as it is, log-softmax in code.
 */
export type ScoringPath = 'shared-prompt' | 'cached-prompt' | 'completion-rows' | 'reduced-logits' | 'logits';

export interface NodePlacement {
  /** onnxruntime's name, as `CPUExecutionProvider`. */
  readonly provider: string;
  readonly nodes: number;
}

export interface LoadedModel {
  readonly folder: string;
  readonly name: string;
  /** Of the content of graph, weights and tokenizer: the same for a copy, another after any change. */
  readonly fingerprint: string;
  readonly provider: ProviderName;
  /** Providers that were tried before, with the reason each did not start. */
  readonly attempts: readonly ProviderAttempt[];
  /** Tokens; 0 = unknown. */
  readonly contextLength: number;
  readonly vocabularySize: number;
  readonly path: ScoringPath;
  /** Which providers ran the graph's nodes, from the profile of a run, most nodes first. */
  readonly placement: readonly NodePlacement[];
  /** Bytes of weights, in the graph and beside it. */
  readonly weightBytes: number;
  /** Sentences for the log: dtype, layout, tokenizer remarks. */
  readonly notes: readonly string[];
}

/** One prompt with its completions, as text. */
export interface ScoreItem {
  readonly prompt: Text;
  readonly completions: readonly Text[];
  readonly tools?: unknown;
}

/** A prompt with one completion as token ids. */
export interface Sequence {
  /** Prompt and completion. */
  readonly ids: Int32Array;
  /** Tokens of the prompt, at the start of `ids`; the rest is the completion. */
  readonly promptLength: number;
}

/** An example as tokens: what a model scores. */
export interface TokenItem {
  /** [K]; the prompts are usually one and the same, but need not be (truncation, merges across the border). */
  readonly sequences: readonly Sequence[];
}

export type TokenOutcome =
  | {
      readonly ok: true;
      /** [K] nats: sum over the completion's tokens. */
      readonly logps: Float64Array;
    }
  | { readonly ok: false; readonly reason: string };

/** As `TokenOutcome`, token by token. */
export type TokenLogps =
  | {
      readonly ok: true;
      /** [K] of [n] nats: log pi(token | all before it) of each scored token of a completion. */
      readonly logps: readonly Float64Array[];
    }
  | { readonly ok: false; readonly reason: string };

export type ScoreOutcome =
  | {
      readonly ok: true;
      /** [K] nats: sum over the completion's tokens. */
      readonly logps: Float64Array;
      /** [K] completion tokens that were scored. */
      readonly tokens: Uint32Array;
      readonly truncated: boolean;
      /** A merge crossed the border, so prompt and completion were tokenized apart. */
      readonly separate: boolean;
    }
  | { readonly ok: false; readonly reason: string };
