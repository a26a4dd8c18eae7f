import * as l10n from '@vscode/l10n';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { Example } from '../dataset/example.ts';
import { lineHash, partOf } from '../dataset/lineHash.ts';
import { readLineAt } from '../dataset/lines.ts';
import type { Reading } from '../dataset/reading.ts';
import { recordText } from '../dataset/records.ts';
import type { Rows } from '../preference/rows.ts';

/** `stale`: the line no longer holds the text that was scored. */
export type ExampleAt = { readonly example: Example; readonly stale: boolean } | { readonly error: string };

/** Reads one row's example from the dataset, at the place where it was when it was scored. Never rejects. */
export async function exampleAt(
  dataset: string,
  rows: Rows,
  row: number,
  reading: Reading | undefined,
): Promise<ExampleAt> {
  try {
    const bytes = await readLineAt(dataset, rows.byteOffset[row], rows.byteLength[row]);
    return exampleIn(recordText(bytes), rows, row, reading);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { error: l10n.t('The line could not be read ({0}). Is the file still there?', why) };
  }
}

/** As `exampleAt`, where the record's text is known already. */
export function exampleIn(text: string, rows: Rows, row: number, reading: Reading | undefined): ExampleAt {
  const { recordHash, part } = partOf(rows.hash[row]);
  const stale = lineHash(text) !== recordHash;
  const { examples, problems } = checkRawLine(
    { line: rows.line[row], lines: rows.lines[row], byteOffset: 0, byteLength: 0, text },
    reading,
  );
  const example = examples[part];
  if (example) return { example, stale };
  if (stale)
    return {
      error: l10n.t('The file was changed after it was scored. Evaluate it again to see this example.'),
    };
  return { error: problems[0]?.message ?? l10n.t('This line is not a ranking.') };
}
