import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { RunRecord } from '../evaluation.ts';

/** The letter by which a run is called: A, B, … */
export const letterOf = (run: number): string => String.fromCharCode(65 + run);

/** Sentences on what differs between runs besides what their models say, as it changes what the numbers mean. */
export function differingSettings(records: readonly RunRecord[]): string[] {
  const notes: string[] = [];
  for (const [name, value] of asked) {
    const values = records.map(value);
    if (values.some((other) => !isDeepStrictEqual(other, values[0])))
      notes.push(
        l10n.t('{0} differs: {1}.', name, values.map((each, run) => `${letterOf(run)} ${each}`).join(', ')),
      );
  }
  const readings = records.map(({ request }) => request.reading ?? {});
  if (readings.some((reading) => !isDeepStrictEqual(reading, readings[0])))
    notes.push(
      l10n.t('The files were read in different ways (format, options or columns), so rankings may differ.'),
    );
  const references = records.map(({ reference }) => reference?.fingerprint);
  if (references.some((one) => one !== references[0]))
    notes.push(
      l10n.t(
        'The references differ, so rewards are log-ratios against different models: compare accuracies rather than rewards.',
      ),
    );
  for (const role of ['policy', 'reference'] as const) {
    const changed = records.some(({ [role]: one }) =>
      records.some(
        ({ [role]: other }) => one?.folder === other?.folder && one?.fingerprint !== other?.fingerprint,
      ),
    );
    if (changed) notes.push(l10n.t('The folder of the {0} held another model in some of these runs.', role));
  }
  return notes;
}

const asked: readonly (readonly [string, (record: RunRecord) => string])[] = [
  [
    l10n.t('Max length'),
    ({ request }) =>
      request.scoring.maxLength > 0 ? String(request.scoring.maxLength) : l10n.t('as the model has it'),
  ],
  [l10n.t('Truncation'), ({ request }) => request.scoring.truncation],
  [l10n.t('Tokenization'), ({ request }) => request.scoring.border],
  [l10n.t('Appending the end of text'), ({ request }) => (request.scoring.appendEos ? 'yes' : 'no')],
  [l10n.t('The number of examples asked for'), ({ request }) => words(request.limit)],
];

const words = (limit: number | undefined) => (limit === undefined ? 'all' : String(limit));
