import type { LoadedModel, ProviderReport, TokenItem, TokenLogps, TokenOutcome } from '../model/contract.ts';
import type { ScoringSettings } from '../model/settings.ts';
import type { Translation } from '../translation.ts';

/** Messages between `scorerClient.ts` and the child process `scorerProcess.ts`, over birpc with `serialization: 'advanced'`, so typed arrays stay typed arrays. */

export type Role = 'policy' | 'reference';

/** Host side calls, scorer process answers. Every call settles; an exit of the process rejects what is pending. */
export interface ScorerCalls {
  /** `translation`: what the process speaks; undefined for English. */
  hello(translation?: Translation): {
    readonly pid: number;
    readonly node: string;
    readonly onnxruntime: string;
  };
  providers(): Promise<ProviderReport[]>;
  /** Loads (or keeps, when folder, fingerprint and provider are the same) a model for a role. */
  load(role: Role, folder: string, settings: ScoringSettings): Promise<LoadedModel>;
  /** Gives a role's memory back; the next `load` reads the files again. */
  unload(role: Role): Promise<void>;
  /** [n] outcomes for [n] items, in order. Batches inside under `settings.batchTokens`. */
  score(role: Role, items: readonly TokenItem[], settings: ScoringSettings): Promise<TokenOutcome[]>;
  /** As `score`, which gives the sums of these. */
  scoreTokens(role: Role, items: readonly TokenItem[], settings: ScoringSettings): Promise<TokenLogps[]>;
  /** What is being scored stops at the next border between forward passes and rejects; models stay loaded. */
  cancel(): void;
  memory(): { readonly residentBytes: number };
}

/** The scorer process tells, nobody answers. */
export interface ScorerEvents {
  /** After each forward pass: tokens of prompts and completions that it ran, padding not counted. */
  ran(tokens: number): void;
  /** A sentence for the log and the end of the run. */
  noted(message: string): void;
}
