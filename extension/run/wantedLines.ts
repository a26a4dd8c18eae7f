import type { CheckedLine } from '../dataset/checkLine.ts';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { RawLine } from '../dataset/lines.ts';
import { readRecords } from '../dataset/records.ts';
import type { DatasetFile } from './datasetFile.ts';
import type { EvaluationRequest } from './evaluation.ts';

type Wanted = Pick<EvaluationRequest, 'dataset' | 'lines' | 'limit' | 'reading'>;

/** The records that a run is about, in file order. Rejects as `file.assertUnchanged`, or with the signal's reason. */
export async function* wantedLines(
  { dataset, lines, limit = Number.POSITIVE_INFINITY, reading }: Wanted,
  file: DatasetFile,
  signal: AbortSignal,
): AsyncGenerator<{ raw: RawLine; checked: CheckedLine }> {
  const wanted = lines && new Set(lines);
  const last = lines ? Math.max(...lines) : Number.POSITIVE_INFINITY;
  let left = limit;
  for await (const block of readRecords(dataset, { signal, reading })) {
    // After the read: what was read before the look is whole.
    await file.assertUnchanged();
    for (const raw of block) {
      if (raw.line > last || left <= 0) return;
      if (wanted && !wantedIn(raw, wanted)) continue;
      const checked = checkRawLine(raw, reading);
      left -= Math.max(1, checked.examples.length);
      yield { raw, checked };
    }
  }
}

/** A group of lines is wanted with any of them. */
function wantedIn({ line, lines = 1 }: RawLine, wanted: ReadonlySet<number>): boolean {
  for (let at = line; at < line + lines; at++) if (wanted.has(at)) return true;
  return false;
}
