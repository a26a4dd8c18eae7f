import type { ExampleText, TextTurn } from '../../../webview/contract.ts';
import type { Text } from '../../dataset/example.ts';
import type { Reading } from '../../dataset/reading.ts';
import type { Rows } from '../../preference/rows.ts';
import { exampleAt } from '../../run/exampleAt.ts';

/** Reads the texts of one row from the dataset at the place where they were when it was scored. */
export async function exampleText(
  dataset: string,
  rows: Rows,
  row: number,
  reading: Reading | undefined,
): Promise<ExampleText | { error: string }> {
  const found = await exampleAt(dataset, rows, row, reading);
  if ('error' in found) return found;
  const { prompt, completions } = found.example;
  return { prompt: turns(prompt), completions: completions.map(turns), stale: found.stale };
}

/** A text as its turns; plain text is one turn without a role. */
export function turns(text: Text): TextTurn[] {
  if (typeof text === 'string') return [{ role: '', content: text }];
  return text.map(({ role, content }) => ({ role, content }));
}
