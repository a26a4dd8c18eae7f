import type { PageRows } from '../extension/preference/pageRows.ts';
import { Status } from '../extension/preference/rows.ts';
import { fieldStore } from './fieldStore.ts';
import { growable } from './growable.ts';

export type { PageRows };

export interface RunRows {
  /** Takes the columns over. */
  append(rows: PageRows): void;
  /** All rows so far, without a copy of the columns. */
  view(): PageRows;
}

const noOffsets = new Uint32Array(1);

/** Rows of one run, growing while it goes on. Completion columns of a row that is not `ok` may be NaN, as in `Rows`. */
export function runRows(): RunRows {
  const offsets = growable((n) => new Uint32Array(n));
  const tier = growable((n) => new Uint16Array(n));
  const policyLogp = growable((n) => new Float64Array(n));
  const referenceLogp = growable((n) => new Float64Array(n));
  const tokens = growable((n) => new Uint32Array(n));
  const line = growable((n) => new Uint32Array(n));
  const status = growable((n) => new Uint8Array(n));
  const flags = growable((n) => new Uint8Array(n));
  let id: (string | undefined)[] = [];
  let reason: (string | undefined)[] = [];
  const fields = fieldStore();
  return {
    append(rows) {
      const base = tier.length;
      if (offsets.length === 0) offsets.append(rows.offsets);
      else offsets.append(rows.offsets.subarray(1).map((offset) => offset + base));
      tier.append(rows.tier);
      policyLogp.append(withoutFailed(rows));
      referenceLogp.append(rows.referenceLogp);
      tokens.append(rows.tokens);
      line.append(rows.line);
      status.append(rows.status);
      flags.append(rows.flags);
      id = joined(id, rows.id);
      reason = joined(reason, rows.reason);
      fields.append(rows.fields, rows.line.length);
    },
    view: () => ({
      offsets: offsets.length === 0 ? noOffsets : offsets.view(),
      tier: tier.view(),
      policyLogp: policyLogp.view(),
      referenceLogp: referenceLogp.view(),
      tokens: tokens.view(),
      line: line.view(),
      status: status.view(),
      flags: flags.view(),
      id,
      reason,
      fields: fields.view(),
    }),
  };
}

/** Messages turn undefined into null. The first list is taken over: pushing a million texts takes a while. */
function joined(
  before: (string | undefined)[],
  more: readonly (string | undefined)[],
): (string | undefined)[] {
  if (before.length > 0) {
    for (const value of more) before.push(value ?? undefined);
    return before;
  }
  const list = more as (string | undefined)[];
  for (let i = 0; i < list.length; i++) if (list[i] === null) list[i] = undefined;
  return list;
}

/** A failed example never enters a mean, even where some of its completions were scored. */
function withoutFailed({ status, offsets, policyLogp }: PageRows): Float64Array {
  for (let row = 0; row < status.length; row++)
    if (status[row] === Status.failed) policyLogp.fill(Number.NaN, offsets[row], offsets[row + 1]);
  return policyLogp;
}
