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

export interface LoadedModel {
  readonly folder: string;
  readonly name: string;
  /** Changes when a file of the model changes: graph, weights or tokenizer (names, sizes, times; no hash of gigabytes). */
  readonly fingerprint: string;
  readonly provider: ProviderName;
  /** Providers that were tried before, with the reason each did not start. */
  readonly attempts: readonly ProviderAttempt[];
  /** Tokens; 0 = unknown. */
  readonly contextLength: number;
  readonly vocabularySize: number;
  /** Sentences for the log: dtype, layout, tokenizer remarks. */
  readonly notes: readonly string[];
}

/** One prompt with its completions. */
export interface ScoreItem {
  readonly prompt: Text;
  readonly completions: readonly Text[];
  readonly tools?: unknown;
}

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
