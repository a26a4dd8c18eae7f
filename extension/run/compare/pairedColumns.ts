import { notThere } from '../../preference/paired/pairedRun.ts';
import { rankedColumns } from '../../preference/ranked.ts';
import { Status } from '../../preference/rows.ts';
import type { StoredRun } from '../stored/readRun.ts';
import type { ComparedColumns } from './comparison.ts';
import type { MatchedRun } from './matchRuns.ts';

/** A run's rows laid out as the `examples` that all runs share. */
export function pairedColumns(stored: StoredRun, matched: MatchedRun, examples: number): ComparedColumns {
  const { rows } = stored;
  const offsets = new Uint32Array(examples + 1);
  const rowOf = (e: number) => (matched.rowOf[e] ?? 0) - 1;
  for (let e = 0; e < examples; e++) {
    const row = rowOf(e);
    const isThere = row >= 0 && rows.status[row] === Status.ok;
    offsets[e + 1] = offsets[e] + (isThere ? rows.offsets[row + 1] - rows.offsets[row] : 0);
  }
  const c = offsets[examples];
  const tier = new Uint16Array(c);
  const policyLogp = new Float64Array(c);
  const referenceLogp = new Float64Array(c);
  const out = {
    offsets,
    line: new Uint32Array(examples),
    status: new Uint8Array(examples).fill(notThere),
    variant: new Uint8Array(examples),
    label: new Uint8Array(examples),
    at: new Float64Array(examples),
  };
  for (let e = 0; e < examples; e++) {
    const row = rowOf(e);
    if (row < 0) continue;
    out.line[e] = rows.line[row];
    out.status[e] = rows.status[row];
    out.variant[e] = matched.variant[row];
    out.label[e] = matched.label[row];
    out.at[e] = stored.file[row] * 2 ** 32 + stored.place[row];
    if (offsets[e] === offsets[e + 1]) continue;
    const from = rows.offsets[row];
    for (let i = 0; i < offsets[e + 1] - offsets[e]; i++) {
      tier[offsets[e] + i] = rows.tier[from + i];
      policyLogp[offsets[e] + i] = rows.policyLogp[from + i];
      referenceLogp[offsets[e] + i] = rows.referenceLogp[from + i];
    }
  }
  const ranked = rankedColumns({ offsets, tier, policyLogp, referenceLogp, tokens: new Uint32Array(0) });
  // Runs are compared with each other, not with chance.
  return { ...out, ranked: { ...ranked, chance: new Float64Array(0) } };
}
