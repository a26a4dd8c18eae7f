import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { LoadedModel } from '../model/contract.ts';
import { derive } from '../preference/columns.ts';
import { exportColumns } from '../preference/exportColumns.ts';
import { tiersOfRow } from '../preference/ranking.ts';
import type { Rows } from '../preference/rows.ts';
import { selectRows } from '../preference/selectRows.ts';
import { stagesOf } from '../preference/stages.ts';
import type { ExampleAt } from './exampleAt.ts';

/** A row of a run, and what scored it. */
export interface ScoredRow {
  readonly dataset: string;
  readonly rows: Rows;
  readonly row: number;
  readonly beta: number;
  /** Undefined where log-probs came with the records. */
  readonly policy: LoadedModel | undefined;
  readonly reference: LoadedModel | undefined;
}

/**
 * All that is known of one example, to be pasted: names, units and order of completions as in `plackett export`, then the
 * stages of its ranking (`stagesOf`), what scored it, and its texts as they are in the file. null for what is not known.
 */
export function exampleJson(
  { dataset, rows, row, beta, policy, reference }: ScoredRow,
  found: ExampleAt,
): Readonly<Record<string, unknown>> {
  const one = selectRows(rows, [row]);
  const derived = derive(one, beta);
  const columns = exportColumns({ rows: one, derived, beta }).filter(({ group }) => group !== 'trl');
  const texts =
    'error' in found
      ? { textProblem: found.error }
      : {
          ...(found.stale ? { textProblem: l10n.t('The text was changed after it was scored.') } : {}),
          prompt: found.example.prompt,
          responses: found.example.completions,
        };
  return {
    file: path.basename(dataset),
    ...Object.fromEntries(columns.map(({ name, cell }) => [name, cell(0)])),
    stages: stagesOf(derived.reward, tiersOfRow(one, 0)),
    policy: modelFacts(policy),
    reference: modelFacts(reference),
    ...texts,
  };
}

function modelFacts(model: LoadedModel | undefined) {
  if (!model) return null;
  const { name, fingerprint, provider, path } = model;
  return { name, fingerprint, provider, path };
}
