import type { ScoringPath } from './contract.ts';
import type { Budget } from './pathRunner.ts';
import type { ProviderName, ScoringSettings } from './settings.ts';

/** 256 MiB: logits that leave the graph come to JavaScript whole, and about four times as much is held on the way. */
const logitBytes = 2 ** 28;
/** 1 GiB of logits inside a GPU's graph, held about twice. */
const gpuLogitBytes = 2 ** 30;

/** Long enough for the matrix products to be at their best, short enough that what they give stays small. */
export const mostOnCache = 512;

/** Tokens that a path runs at once, whatever it may. */
export function mostAtOnce(path: ScoringPath): number {
  return path === 'cached-prompt' ? mostOnCache : Number.POSITIVE_INFINITY;
}

/** What a forward pass may hold, from the setting and from the rows of logits that the path holds at once. */
export function budgetOf(
  path: ScoringPath,
  provider: ProviderName,
  vocabularySize: number,
  settings: Pick<ScoringSettings, 'batchTokens'>,
): Budget {
  const rowsIn = (bytes: number) => Math.max(1, Math.floor(bytes / (4 * Math.max(1, vocabularySize))));
  const tokens = Math.max(1, settings.batchTokens);
  if (path === 'logits' || path === 'reduced-logits') return { tokens, rows: rowsIn(logitBytes) };
  // On the CPU the graph itself takes rows to the vocabulary in blocks.
  return { tokens, rows: provider === 'cpu' ? tokens : rowsIn(gpuLogitBytes) };
}
