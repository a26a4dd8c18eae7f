import type { PageRows } from '../extension/preference/pageRows.ts';
import { Status } from '../extension/preference/rows.ts';
import { hasTurns } from '../extension/preference/turnsColumn.ts';
import { fieldStore } from './fieldStore.ts';
import { growable } from './growable.ts';
import { type KeptTexts, textStore } from './textStore.ts';

/** The rows as the page reads them. */
export type ShownRows = Omit<PageRows, 'id' | 'reason'> & {
  readonly id: KeptTexts;
  readonly reason: KeptTexts;
  /** Some rows know how many turns their prompt has. */
  readonly knowsTurns: boolean;
};

export interface RunRows {
  /** Takes the columns over. `rest`: rows that are on their way, for which there will be room. */
  append(rows: PageRows, rest?: number): void;
  /** All rows so far, without a copy of the columns. */
  view(): ShownRows;
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
  const turns = growable((n) => new Uint16Array(n));
  let knowsTurns = false;
  const id = textStore();
  const reason = textStore();
  const fields = fieldStore();
  return {
    append(rows, rest = 0) {
      const base = tier.length;
      if (rest > 0) {
        const n = rows.line.length + rest;
        for (const column of [line, status, flags, turns, offsets]) column.reserve(n + 1);
        // About as many completions an example as in these.
        const completions = Math.ceil((1.02 * n * rows.tier.length) / rows.line.length);
        for (const column of [tier, policyLogp, referenceLogp, tokens]) column.reserve(completions);
      }
      if (offsets.length === 0) offsets.append(rows.offsets);
      else offsets.append(rows.offsets.subarray(1).map((offset) => offset + base));
      tier.append(rows.tier);
      policyLogp.append(withoutFailed(rows));
      referenceLogp.append(rows.referenceLogp);
      tokens.append(rows.tokens);
      line.append(rows.line);
      status.append(rows.status);
      flags.append(rows.flags);
      knowsTurns ||= hasTurns(rows.turns);
      turns.append(rows.turns);
      id.append(rows.id);
      reason.append(rows.reason);
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
      turns: turns.view(),
      knowsTurns,
      id: id.view(),
      reason: reason.view(),
      fields: fields.view(),
    }),
  };
}

/** A failed example never enters a mean, even where some of its completions were scored. */
function withoutFailed({ status, offsets, policyLogp }: PageRows): Float64Array {
  for (let row = 0; row < status.length; row++)
    if (status[row] === Status.failed) policyLogp.fill(Number.NaN, offsets[row], offsets[row + 1]);
  return policyLogp;
}
