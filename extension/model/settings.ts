/** Execution providers by onnxruntime's names; `auto` tries the best there is, one at a time. */
export type ProviderName = 'cpu' | 'cuda' | 'dml' | 'coreml' | 'webgpu';
export type ProviderChoice = ProviderName | 'auto';

/** Everything besides the model itself that changes a log-probability. Stored with every run. */
export interface ScoringSettings {
  readonly provider: ProviderChoice;
  /** How prompt and completion become one token sequence; `trl` cuts at the prompt's length even where a merge crosses the border. */
  readonly border: 'joint' | 'separate' | 'trl';
  /** Append the tokenizer's EOS to a plain-text completion that does not end in it. */
  readonly appendEos: boolean;
  /** Tokens of prompt and completion together; 0 = the model's context length. */
  readonly maxLength: number;
  readonly truncation: 'keep_start' | 'keep_end' | 'trim_prompt' | 'skip';
  /** Tokens (padding counted) that one forward pass may hold; bounds memory. */
  readonly batchTokens: number;
}

export const defaultScoring: ScoringSettings = {
  provider: 'auto',
  border: 'joint',
  appendEos: true,
  maxLength: 0,
  truncation: 'keep_start',
  batchTokens: 4096,
};
