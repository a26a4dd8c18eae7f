import type { Reading } from '../dataset/reading.ts';
import { type ExampleEvaluation, evaluateExample } from '../preference/evaluateExample.ts';
import { tiersOfRow } from '../preference/ranking.ts';
import { type Rows, Status } from '../preference/rows.ts';
import type { DatasetResults } from '../run/results.ts';

/** Rows with the look-ups that the editor needs; built once per state of a run. */
export function datasetResults(rows: Rows, beta: number, reading?: Reading): DatasetResults {
  let groups: Map<number, number> | undefined;
  let byHash: Map<string, number[]> | undefined;
  const evaluations = new Map<number, ExampleEvaluation>();
  return {
    rows,
    reading,
    beta,
    groupAt(line) {
      groups ??= new Map(
        Array.from(rows.line, (first, row) => [first, row] as const).filter(([, row]) => rows.lines[row] > 1),
      );
      return groups.get(line);
    },
    rowOf(hash, line) {
      byHash ??= indexByHash(rows);
      const twins = byHash.get(hash);
      if (!twins) return undefined;
      return twins.reduce((best, row) =>
        Math.abs(rows.line[row] - line) < Math.abs(rows.line[best] - line) ? row : best,
      );
    },
    evaluate(row) {
      if (rows.status[row] !== Status.ok) return undefined;
      let evaluation = evaluations.get(row);
      if (!evaluation) {
        const [from, to] = [rows.offsets[row], rows.offsets[row + 1]];
        evaluation = evaluateExample({
          beta,
          policyLogps: rows.policyLogp.subarray(from, to),
          referenceLogps: rows.referenceLogp.subarray(from, to),
          tiers: tiersOfRow(rows, row),
        });
        evaluations.set(row, evaluation);
      }
      return evaluation;
    },
  };
}

function indexByHash(rows: Rows): Map<string, number[]> {
  const index = new Map<string, number[]>();
  rows.hash.forEach((hash, row) => {
    const twins = index.get(hash);
    if (twins) twins.push(row);
    else index.set(hash, [row]);
  });
  return index;
}
