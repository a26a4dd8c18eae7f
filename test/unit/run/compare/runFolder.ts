import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkRawLine } from '../../../../extension/dataset/checkRawLine.ts';
import { defaultScoring } from '../../../../extension/model/settings.ts';
import type { RunRecord } from '../../../../extension/run/evaluation.ts';
import { malformedRow, scoredRow, unscoredRow } from '../../../../extension/run/facts.ts';
import type { RowFacts } from '../../../../extension/run/rowsBuilder.ts';
import { type Entry, encodePart } from '../../../../extension/run/stored/encodePart.ts';
import { partName } from '../../../../extension/run/stored/partNames.ts';
import { partsFolder } from '../../../../extension/run/stored/readRun.ts';

/** What an evaluation of these lines would store, if the policy liked each completion as much as `ratio` says. */
export function rowsOfLines(
  lines: readonly string[],
  ratio: (line: number, index: number) => number,
): RowFacts[] {
  let byteOffset = 0;
  return lines.flatMap((text, i): RowFacts[] => {
    const byteLength = Buffer.byteLength(text);
    const raw = { line: i + 1, lines: 1, byteOffset, byteLength, text };
    byteOffset += byteLength + 1;
    const { examples } = checkRawLine(raw);
    if (examples.length === 0) return [malformedRow(raw, 'not a ranking')];
    return examples.map((example, part) => {
      const logps = Float64Array.from(example.completions, (_, index) => ratio(i + 1, index));
      const source = { raw, example, part };
      if (Number.isNaN(logps[0])) return unscoredRow(source, 1, 'too long');
      const outcome = {
        ok: true as const,
        tokens: new Uint32Array(logps.length).fill(3),
        truncated: false,
        separate: false,
      };
      return scoredRow(source, { ...outcome, logps }, { ...outcome, logps: logps.map(() => 0) });
    });
  });
}

/** A run folder of a dataset that need not be there. */
export function runFolder(folder: string, rows: readonly Entry[], change: Partial<RunRecord> = {}): string {
  rmSync(partsFolder(folder), { recursive: true, force: true });
  mkdirSync(partsFolder(folder), { recursive: true });
  const record = {
    layout: 2,
    request: { dataset: path.join(folder, '..', 'rankings.jsonl'), scoring: defaultScoring },
    startedAt: '2026-01-01T00:00:00.000Z',
    state: 'done',
    ...change,
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(record));
  if (rows.length > 0) {
    const bytes = encodePart(rows);
    writeFileSync(path.join(partsFolder(folder), partName(1, 1, bytes)), bytes);
  }
  return folder;
}
