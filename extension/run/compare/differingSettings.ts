import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../evaluation.ts';

/** The letter by which a run is called: A, B, … */
export const letterOf = (run: number): string => String.fromCharCode(65 + run);

/** Sentences on what differs between runs besides what their models say, as it changes what the numbers mean. */
export function differingSettings(records: readonly RunRecord[]): string[] {
  const notes: string[] = [];
  for (const [name, value] of asked) {
    const values = records.map(value);
    if (values.some((other) => !isDeepStrictEqual(other, values[0])))
      notes.push(`${name} differs: ${values.map((each, run) => `${letterOf(run)} ${each}`).join(', ')}.`);
  }
  const readings = records.map(({ request }) => request.reading ?? {});
  if (readings.some((reading) => !isDeepStrictEqual(reading, readings[0])))
    notes.push('The files were read in different ways (format, options or columns), so rankings may differ.');
  const references = records.map(({ reference }) => reference?.fingerprint);
  if (references.some((one) => one !== references[0]))
    notes.push(
      'The references differ, so rewards are log-ratios against different models: compare accuracies rather than rewards.',
    );
  for (const role of ['policy', 'reference'] as const) {
    const changed = records.some(({ [role]: one }) =>
      records.some(
        ({ [role]: other }) => one?.folder === other?.folder && one?.fingerprint !== other?.fingerprint,
      ),
    );
    if (changed) notes.push(`The folder of the ${role} held another model in some of these runs.`);
  }
  return notes;
}

const asked: readonly (readonly [string, (record: RunRecord) => string])[] = [
  [
    'Max length',
    ({ request }) =>
      request.scoring.maxLength > 0 ? String(request.scoring.maxLength) : 'as the model has it',
  ],
  ['Truncation', ({ request }) => request.scoring.truncation],
  ['Tokenization', ({ request }) => request.scoring.border],
  ['Appending the end of text', ({ request }) => (request.scoring.appendEos ? 'yes' : 'no')],
  ['The number of examples asked for', ({ request }) => words(request.limit)],
];

const words = (limit: number | undefined) => (limit === undefined ? 'all' : String(limit));
