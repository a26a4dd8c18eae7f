import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkRawLine } from '../../../../extension/dataset/checkRawLine.ts';
import { readRecords } from '../../../../extension/dataset/records.ts';
import type { ExportFormat } from '../../../../extension/preference/exportColumns.ts';
import { hasPreference } from '../../../../extension/preference/ranking.ts';
import type { Rows } from '../../../../extension/preference/rows.ts';
import type { ExportRequest } from '../../../../extension/run/export/exportRequest.ts';
import { exportResults } from '../../../../extension/run/export/exportResults.ts';
import { malformedRow, scoredRow, unscoredRow } from '../../../../extension/run/facts.ts';
import { type RowFacts, rowsOf } from '../../../../extension/run/rowsBuilder.ts';
import { temporaryFolder } from '../../../fixtures/datasets.ts';

/** Rows of a file as an evaluation makes them, with log-probs that follow from line and place. */
export async function rowsOfFile(file: string): Promise<Rows> {
  const facts: RowFacts[] = [];
  for await (const block of readRecords(file))
    for (const raw of block) {
      const { examples, problems } = checkRawLine(raw);
      if (examples.length === 0) facts.push(malformedRow(raw, problems[0]?.message ?? 'no ranking'));
      examples.forEach((example, part) => {
        const source = { raw, example, part };
        const outcome = (sign: number) => ({
          ok: true as const,
          logps: Float64Array.from(
            example.completions,
            (_, i) => -10 - sign * Math.sin(raw.line * 7 + i * 3) * 4,
          ),
          tokens: Uint32Array.from(example.completions, (_, i) => 3 + i),
          truncated: false,
          separate: false,
        });
        facts.push(
          hasPreference(example.tiers)
            ? scoredRow(source, outcome(1), outcome(-1))
            : unscoredRow(source, 2, 'Everything is tied.'),
        );
      });
    }
  return rowsOf(facts);
}

/** Text that a dataset may hold to do harm: markup, formulas, line ends, quotes, another direction, half a pair. */
export const hostile = [
  '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">',
  '=HYPERLINK("https://example.org?"&A1,"x")',
  '+1+1',
  '-2+3|cmd',
  '@SUM(A1)',
  '\tt',
  '\rr',
  'a,"b"\r\nc',
  ' =not first',
  '\u202egnihton\u202c \u0000 \u2028 </style></svg>',
  "it's & that's",
];

export function datasetOf(text: string): string {
  const file = path.join(temporaryFolder(), 'rankings.jsonl');
  writeFileSync(file, text);
  return file;
}

/** Exports and gives back the file's bytes. */
export async function exported(
  format: ExportFormat,
  request: Omit<ExportRequest, 'format' | 'target' | 'beta'>,
): Promise<Buffer> {
  const target = path.join(temporaryFolder(), `out.${format}`);
  await exportResults({ beta: 0.1, ...request, format, target });
  return readFileSync(target);
}
