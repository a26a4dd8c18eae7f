import * as l10n from '@vscode/l10n';
import { plainReason } from './providerWords.ts';

export function isOutOfMemory(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /memory|bad.?alloc|allocat|array length|8007000E/i.test(message);
}

/** Why a sequence of `tokens` could not be run, in words. */
export function failureOf(error: unknown, tokens: number): string {
  if (isOutOfMemory(error))
    return l10n.t('a sequence of {0} tokens does not fit into memory; set a smaller maximum length', tokens);
  const message = error instanceof Error ? error.message : String(error);
  return l10n.t('the model could not be run: {0}', plainReason(message));
}
