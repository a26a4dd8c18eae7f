import type { CheckedLine } from '../dataset/checkLine.ts';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import { type RawLine, readLines } from '../dataset/lines.ts';
import type { DatasetFile } from './datasetFile.ts';
import type { EvaluationRequest } from './evaluation.ts';

type Wanted = Pick<EvaluationRequest, 'dataset' | 'lines' | 'limit'>;

/** The records that a run is about, in file order. Rejects as `file.assertUnchanged`, or with the signal's reason. */
export async function* wantedLines(
  { dataset, lines, limit = Number.POSITIVE_INFINITY }: Wanted,
  file: DatasetFile,
  signal: AbortSignal,
): AsyncGenerator<{ raw: RawLine; checked: CheckedLine }> {
  const wanted = lines && new Set(lines);
  const last = lines ? Math.max(...lines) : Number.POSITIVE_INFINITY;
  let left = limit;
  for await (const block of readLines(dataset, { signal })) {
    // After the read: what was read before the look is whole.
    await file.assertUnchanged();
    for (const raw of block) {
      if (raw.line > last || left <= 0) return;
      if (wanted && !wanted.has(raw.line)) continue;
      left--;
      yield { raw, checked: checkRawLine(raw) };
    }
  }
}
