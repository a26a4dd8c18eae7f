import type { Reading } from '../dataset/reading.ts';
import { type ExampleEvaluation, evaluateExample } from '../preference/evaluateExample.ts';
import { tiersOfRow } from '../preference/ranking.ts';
import { type Rows, Status } from '../preference/rows.ts';
import type { DatasetResults } from '../run/results.ts';

/** Rows with the look-ups that the editor needs; built once per state of a run. */
export function datasetResults(rows: Rows, beta: number, reading?: Reading): DatasetResults {
  let groups: Uint32Array | undefined;
  let byHash: Map<string, number[]> | undefined;
  const evaluations = new Map<number, ExampleEvaluation>();
  return {
    rows,
    reading,
    beta,
    groupAt(line) {
      groups ??= groupRows(rows);
      // The last that begins on the line or before.
      let [from, to] = [0, groups.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (rows.line[groups[middle]] <= line) from = middle + 1;
        else to = middle;
      }
      const row = groups[from - 1];
      return row !== undefined && line < rows.line[row] + rows.lines[row] ? row : undefined;
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

/** Rows whose record takes several lines, in the order of these. */
function groupRows(rows: Rows): Uint32Array {
  const found: number[] = [];
  rows.lines.forEach((lines, row) => {
    if (lines > 1) found.push(row);
  });
  return Uint32Array.from(found).sort((a, b) => rows.line[a] - rows.line[b]);
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
