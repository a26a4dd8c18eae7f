import * as l10n from '@vscode/l10n';
import type { Reading } from '../../dataset/reading.ts';
import {
  type Cell,
  type ColumnName,
  type ExportSource,
  exportColumns,
  usualNames,
} from '../../preference/exportColumns.ts';
import type { Rows } from '../../preference/rows.ts';
import { UserError } from '../../userError.ts';
import type { ExampleAt } from '../exampleAt.ts';
import { rowTexts } from './rowTexts.ts';

/** Whose results are written, and where their texts are. */
export interface TextSource extends ExportSource {
  readonly rows: Rows;
  readonly dataset: string;
  readonly reading: Reading | undefined;
}

/** Columns with the texts of the file: plain text, or the messages of a conversation. */
export const textNames: readonly ColumnName[] = [
  { name: 'prompt', kind: 'value', group: 'texts' },
  { name: 'responses', kind: 'value', group: 'texts' },
];

const rowsAtOnce = 256;

/** Columns by their names; absent: those of `--json`, the slices, and TRL's for K = 2. UserError for a name that there is not. */
export function chosenColumns(source: ExportSource, names?: readonly string[]): ColumnName[] {
  const all: ColumnName[] = [...exportColumns(source), ...textNames];
  if (!names) {
    const usual = new Set<string>(usualNames);
    return all.filter(({ name, group }) => usual.has(name) || group === 'slices' || group === 'trl');
  }
  return [...new Set(names)].map((name) => {
    const column = all.find((one) => one.name === name);
    if (column) return column;
    const there = all.map((one) => one.name).join(', ');
    throw new UserError(l10n.t('There is no column "{0}". Choose from {1}.', name, there), 'usage');
  });
}

/** The cells of all rows in their order, in blocks. `told` hears how many rows are done. Rejects with the signal's reason. */
export async function* cellBlocks(
  source: TextSource,
  columns: readonly ColumnName[],
  { signal, told }: { signal?: AbortSignal; told?: (done: number) => void } = {},
): AsyncGenerator<Cell[][]> {
  const known = new Map(exportColumns(source).map((column) => [column.name, column]));
  const needsText = columns.some(({ group }) => group === 'texts');
  const texts = needsText ? await rowTexts(source.dataset, source.rows, source.reading) : undefined;
  const n = source.rows.line.length;
  try {
    for (let from = 0; from < n; from += rowsAtOnce) {
      signal?.throwIfAborted();
      const block: Cell[][] = [];
      for (let row = from; row < Math.min(n, from + rowsAtOnce); row++) {
        const shown = texts && textCells(await texts.example(row));
        block.push(
          columns.map(({ name, group }) =>
            group === 'texts' ? (shown?.[name] ?? null) : known.get(name)!.cell(row),
          ),
        );
      }
      yield block;
      told?.(Math.min(n, from + rowsAtOnce));
      // Whoever wants to cancel is heard between two blocks.
      await new Promise(setImmediate);
    }
  } finally {
    await texts?.close();
  }
}

function textCells(found: ExampleAt): Record<string, Cell> {
  if ('error' in found) return {};
  return { prompt: found.example.prompt, responses: found.example.completions };
}
