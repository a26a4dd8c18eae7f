import type { ExampleText, TextTurn } from '../../webview/contract.ts';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { Text } from '../dataset/example.ts';
import { lineHash, partOf } from '../dataset/lineHash.ts';
import { readLineAt } from '../dataset/lines.ts';
import type { Reading } from '../dataset/reading.ts';
import { recordText } from '../dataset/records.ts';
import type { Rows } from '../preference/rows.ts';

/** Reads the texts of one row from the dataset at the place where they were when it was scored. */
export async function exampleText(
  dataset: string,
  rows: Rows,
  row: number,
  reading: Reading | undefined,
): Promise<ExampleText | { error: string }> {
  let line: string;
  try {
    line = recordText(await readLineAt(dataset, rows.byteOffset[row], rows.byteLength[row]));
  } catch (error) {
    return { error: `The line could not be read (${message(error)}). Is the file still there?` };
  }
  const { recordHash, part } = partOf(rows.hash[row]);
  const stale = lineHash(line) !== recordHash;
  const { examples, problems } = checkRawLine(
    { line: rows.line[row], lines: rows.lines[row], byteOffset: 0, byteLength: 0, text: line },
    reading,
  );
  const example = examples[part];
  if (!example) {
    if (stale)
      return { error: 'The file was changed after it was scored. Evaluate it again to see this example.' };
    return { error: problems[0]?.message ?? 'This line is not a ranking.' };
  }
  return { prompt: turns(example.prompt), completions: example.completions.map(turns), stale };
}

function turns(text: Text): TextTurn[] {
  if (typeof text === 'string') return [{ role: '', content: text }];
  return text.map(({ role, content }) => ({ role, content }));
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
