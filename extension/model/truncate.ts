import * as l10n from '@vscode/l10n';
import type { Sequence } from './contract.ts';
import type { Failure } from './encode.ts';
import type { ScoringSettings } from './settings.ts';

export type Truncated =
  | { readonly ok: true; readonly sequence: Sequence; readonly truncated: boolean }
  | Failure;

/**
 * Brings a sequence to `maxLength` tokens (0 = no limit).
 * `keep_start` and `keep_end` are TRL's truncation modes; after `keep_end` the prompt may be gone, and then the first token that is left follows nothing and is not scored, as in TRL.
 * `trim_prompt` leaves at least one token of the prompt and shortens the completion only when that is not enough.
 */
export function truncate(
  sequence: Sequence,
  maxLength: number,
  truncation: ScoringSettings['truncation'],
): Truncated {
  const { ids, promptLength } = sequence;
  const excess = ids.length - maxLength;
  if (maxLength === 0 || excess <= 0) return { ok: true, sequence, truncated: false };
  if (truncation === 'skip') {
    return {
      ok: false,
      reason: l10n.t('it has {0} tokens, more than the maximum of {1}', ids.length, maxLength),
    };
  }
  if (truncation === 'keep_end') {
    return cut(ids.slice(excess), Math.max(0, promptLength - excess), maxLength);
  }
  if (truncation === 'trim_prompt') {
    const fromPrompt = Math.min(excess, promptLength - 1);
    return cut(ids.slice(fromPrompt, fromPrompt + maxLength), promptLength - fromPrompt, maxLength);
  }
  if (promptLength >= maxLength) {
    return {
      ok: false,
      reason: l10n.t('the prompt alone has {0} tokens and fills the maximum of {1}', promptLength, maxLength),
    };
  }
  return cut(ids.slice(0, maxLength), promptLength, maxLength);
}

function cut(ids: Int32Array, promptLength: number, maxLength: number): Truncated {
  if (ids.length <= Math.max(1, promptLength)) {
    return {
      ok: false,
      reason: l10n.t('a maximum of {0} tokens leaves nothing of the completion to score', maxLength),
    };
  }
  return { ok: true, sequence: { ids, promptLength }, truncated: true };
}

/** The smaller of the setting and the model's context, in tokens; 0 = no limit known. */
export function maxLengthOf(setting: number, contextLength: number): number {
  if (setting === 0) return contextLength;
  return contextLength === 0 ? setting : Math.min(setting, contextLength);
}
