import type { ExportColumn, ExportSource } from './exportColumns.ts';

/**
 * Names that TRL's DPO trainer logs (`rewards/chosen` ...), one value an example with two completions of which one is
 * better; null for the others. Nats. None where no example has two completions.
 */
export function trlColumns({ rows, derived }: ExportSource): ExportColumn[] {
  const { offsets, tier } = rows;
  const isPair = (row: number) =>
    offsets[row + 1] - offsets[row] === 2 && tier[offsets[row]] !== tier[offsets[row] + 1];
  if (!rows.line.some((_, row) => isPair(row))) return [];
  const better = (row: number) => offsets[row] + (tier[offsets[row]] < tier[offsets[row] + 1] ? 0 : 1);
  const worse = (row: number) => 2 * offsets[row] + 1 - better(row);
  const of = (name: string, value: (row: number) => number): ExportColumn => ({
    name,
    kind: 'number',
    group: 'trl',
    cell: (row) => (isPair(row) && Number.isFinite(value(row)) ? value(row) : null),
  });
  const { reward, margin, pairwiseAccuracy } = derived;
  return [
    of('rewards/chosen', (row) => reward[better(row)]),
    of('rewards/rejected', (row) => reward[worse(row)]),
    of('rewards/accuracies', (row) => pairwiseAccuracy[row]),
    of('rewards/margins', (row) => margin[row]),
    of('logps/chosen', (row) => rows.policyLogp[better(row)]),
    of('logps/rejected', (row) => rows.policyLogp[worse(row)]),
    of('ref_logps/chosen', (row) => rows.referenceLogp[better(row)]),
    of('ref_logps/rejected', (row) => rows.referenceLogp[worse(row)]),
  ];
}
