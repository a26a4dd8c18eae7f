import * as l10n from '@vscode/l10n';
import type { Text } from '../../dataset/example.ts';
import { exampleAt } from '../exampleAt.ts';
import { type RowFacts, rowsOf } from '../rowsBuilder.ts';
import { readRecord } from '../store.ts';
import { readRow } from '../stored/readRun.ts';
import { factsOf as rowFactsOf } from '../stored/rowFacts.ts';
import type { ComparedExample } from './comparison.ts';

/** The texts that a run's example has now, where its place in the file was when it was scored. */
export type ComparedTexts =
  | { readonly prompt: Text; readonly completions: readonly Text[]; readonly stale: boolean }
  | { readonly error: string };

export type ExampleOfRun =
  | { readonly example: ComparedExample; readonly texts: ComparedTexts }
  | { readonly error: string };

/** A row of a run folder, in one of its files at a place, with its texts. Never rejects. */
export async function comparedExample(folder: string, file: string, place: number): Promise<ExampleOfRun> {
  try {
    const kept = await readRow(folder, file, place);
    if (!kept || kept.part.removed[kept.row])
      return { error: l10n.t('The run has changed since it was compared. Compare again.') };
    const row = rowFactsOf(kept.part, kept.row);
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
