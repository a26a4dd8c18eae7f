import { partOf } from '../dataset/lineHash.ts';
import type { DerivedColumns } from '../preference/columns.ts';
import { tiersOfRow } from '../preference/ranking.ts';
import { type Rows, Status } from '../preference/rows.ts';

const statusNames = ['ok', 'failed', 'no-preference', 'failed'] as const;

/** One line of JSON an example, in the rows' order, in blocks. What is undefined (NaN) is null; a malformed record is `failed` with its reason. */
export function* exampleLines(rows: Rows, derived: DerivedColumns, beta: number): Generator<string[]> {
  let block: string[] = [];
  for (let row = 0; row < rows.line.length; row++) {
    block.push(JSON.stringify(exampleLine(rows, derived, beta, row)));
    if (block.length === 256) {
      yield block;
      block = [];
    }
  }
  yield block;
}

function exampleLine(rows: Rows, derived: DerivedColumns, beta: number, row: number) {
  const from = rows.offsets[row];
  const to = rows.offsets[row + 1];
  const list = (values: Float64Array | Uint32Array) => Array.from(values.subarray(from, to), orNull);
  const ok = rows.status[row] === Status.ok;
  return {
    line: rows.line[row],
    ranking: partOf(rows.hash[row]).part,
    id: rows.id[row] ?? null,
    status: statusNames[rows.status[row]],
    reason: rows.reason[row] ?? null,
    beta,
    tiers: tiersOfRow(rows, row),
    tokens: list(rows.tokens),
    policyLogp: list(rows.policyLogp),
    referenceLogp: list(rows.referenceLogp),
    reward: list(derived.reward),
    loss: orNull(derived.loss[row]),
    chance: orNull(derived.chance[row]),
    topProbability: list(derived.topProbability),
    gradient: list(derived.gradient),
    pairwiseAccuracy: orNull(derived.pairwiseAccuracy[row]),
    top1: ok ? derived.top1[row] === 1 : null,
    kendallTauB: orNull(derived.kendallTauB[row]),
    margin: orNull(derived.margin[row]),
  };
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null);
