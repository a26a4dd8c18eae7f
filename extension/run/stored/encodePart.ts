import { columnFromArray, Table, tableToIPC } from '@uwdata/flechette';
import type { RowFacts } from '../rowsBuilder.ts';
import { columnTypes, partSchema } from './schema.ts';

/** The line had a row once and has none any more. */
export interface Removal {
  readonly line: number;
  readonly removed: true;
}

export type Entry = RowFacts | Removal;

const none: readonly number[] = [];

/** Rows in this order as an Arrow IPC file. Log-probs keep every bit. */
export function encodePart(entries: readonly Entry[]): Uint8Array {
  const values: Record<string, (entry: Entry) => unknown> = {
    line: ({ line }) => line,
    lines: ofRow(({ lines = 1 }) => lines, 0),
    byte_offset: ofRow(({ byteOffset }) => byteOffset, 0),
    byte_length: ofRow(({ byteLength }) => byteLength, 0),
    hash: ofRow(({ hash }) => hash, ''),
    id: ofRow(({ id }) => id ?? null, null),
    status: ofRow(({ status }) => status, 0),
    reason: ofRow(({ reason }) => reason ?? null, null),
    flags: ofRow(({ flags }) => flags, 0),
    turns: ofRow(({ turns = 0 }) => Math.min(turns, 65_535), 0),
    fields: ofRow(({ slices }) => (slices ? JSON.stringify(slices) : null), null),
    asked: ofRow(({ asked = Number.NaN }) => asked, Number.NaN),
    ranked: ofRow(({ ranked = Number.NaN }) => ranked, Number.NaN),
    tier: ofRow(({ tier }) => listed(tier), none),
    tokens: ofRow(({ tokens }) => listed(tokens), none),
    policy_logp: ofRow(({ policyLogp }) => listed(policyLogp), none),
    reference_logp: ofRow(({ referenceLogp }) => listed(referenceLogp), none),
    removed: (entry) => 'removed' in entry,
  };
  const columns = Array.from(columnTypes, ([name, type]) => columnFromArray(entries.map(values[name]), type));
  return tableToIPC(new Table(partSchema, columns), { format: 'file' }) as Uint8Array;
}

const ofRow =
  <T>(value: (row: RowFacts) => T, ofRemoval: T) =>
  (entry: Entry): T =>
    'removed' in entry ? ofRemoval : value(entry);

function listed(values: ArrayLike<number>): ArrayLike<number> {
  return Array.isArray(values) || ArrayBuffer.isView(values) ? values : Array.from(values);
}
