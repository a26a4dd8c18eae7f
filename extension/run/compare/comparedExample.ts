import { open } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { Text } from '../../dataset/example.ts';
import { exampleAt } from '../exampleAt.ts';
import { type RowFacts, rowsOf } from '../rowsBuilder.ts';
import { readRecord, scoresPath } from '../store.ts';
import { readRow } from '../storedRow.ts';
import type { ComparedExample } from './comparison.ts';

/** The texts that a run's example has now, where its place in the file was when it was scored. */
export type ComparedTexts =
  | { readonly prompt: Text; readonly completions: readonly Text[]; readonly stale: boolean }
  | { readonly error: string };

export type ExampleOfRun =
  | { readonly example: ComparedExample; readonly texts: ComparedTexts }
  | { readonly error: string };

/** A row of a run folder, whose line begins at byte `at` of `scores.jsonl`, with its texts. Never rejects. */
export async function comparedExample(folder: string, at: number): Promise<ExampleOfRun> {
  try {
    const row = readRow(await lineAt(scoresPath(folder), at));
    if (!row || 'removed' in row)
      return { error: l10n.t('The run has changed since it was compared. Compare again.') };
    const { request } = await readRecord(folder);
    const found = await exampleAt(request.dataset, rowsOf([row]), 0, request.reading);
    if ('error' in found) return { example: factsOf(row), texts: found };
    const { prompt, completions } = found.example;
    return { example: factsOf(row), texts: { prompt, completions, stale: found.stale } };
  } catch (error) {
    return {
      error: l10n.t(
        'The run cannot be read ({0}). Compare again.',
        error instanceof Error ? error.message : String(error),
      ),
    };
  }
}

function factsOf({
  line,
  id,
  reason,
  flags,
  tier,
  policyLogp,
  referenceLogp,
  tokens,
}: RowFacts): ComparedExample {
  return {
    line,
    id,
    reason,
    flags,
    tier: Uint16Array.from(tier),
    policyLogp: Float64Array.from(policyLogp),
    referenceLogp: Float64Array.from(referenceLogp),
    tokens: Uint32Array.from(tokens),
  };
}

async function lineAt(name: string, at: number): Promise<string> {
  const file = await open(name);
  try {
    for (let size = 1 << 14; ; size *= 4) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, at);
      const end = buffer.subarray(0, bytesRead).indexOf(10);
      if (end >= 0 || bytesRead < size) return buffer.toString('utf8', 0, end < 0 ? bytesRead : end);
    }
  } finally {
    await file.close();
  }
}
