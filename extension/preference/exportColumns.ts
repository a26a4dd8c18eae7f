import type { DerivedColumns } from './columns.ts';
import { tiersOfRow } from './ranking.ts';
import { type Rows, Status, truncatedFlag } from './rows.ts';
import type { Texts } from './textColumn.ts';
import { trlColumns } from './trlColumns.ts';

/** `dataset` is the records themselves, in the dataset's own format. */
export const exportFormats = ['csv', 'jsonl', 'parquet', 'html', 'dataset'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How a column's cells are written: lists have one number a completion, in file order; a `value` is any JSON. */
export type ColumnKind = 'integer' | 'number' | 'boolean' | 'text' | 'integers' | 'numbers' | 'value';

/** JSON as it is; null where undefined, as there is no NaN in JSON. */
export type Cell = number | string | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

export type ColumnGroup = 'example' | 'numbers' | 'completions' | 'slices' | 'trl' | 'texts';

export interface ColumnName {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly group: ColumnGroup;
}

export interface ExportColumn extends ColumnName {
  cell(row: number): Cell;
}

/** What an export's columns are made of. */
export interface ExportSource {
  readonly rows: Omit<Rows, 'lines' | 'byteOffset' | 'byteLength' | 'id' | 'reason'> & {
    readonly id: Texts;
    readonly reason: Texts;
  };
  readonly derived: DerivedColumns;
  readonly beta: number;
}

const statusNames = ['ok', 'failed', 'no-preference', 'failed'] as const;

/** A dataset with a field of its own in each record must not make a table of a million columns. */
const mostSlices = 50;

/** The columns of `--json`, in their order. */
export const usualNames = [
  ...['line', 'ranking', 'id', 'status', 'reason', 'beta', 'tiers', 'tokens', 'policyLogp', 'referenceLogp'],
  ...['reward', 'loss', 'chance', 'topProbability', 'gradient', 'pairwiseAccuracy', 'top1', 'kendallTauB'],
  'margin',
] as const;

/** All columns but the texts, which are in the file; names as objective.md and, for K = 2, TRL have them. */
export function exportColumns(source: ExportSource): ExportColumn[] {
  const { rows, derived, beta } = source;
  const ok = (row: number) => rows.status[row] === Status.ok;
  const list = (values: Float64Array | Uint32Array) => (row: number) =>
    Array.from(values.subarray(rows.offsets[row], rows.offsets[row + 1]), orNull);
  const one = (values: Float64Array) => (row: number) => orNull(values[row]);
  const column = (group: ColumnGroup, kind: ColumnKind, name: string, cell: ExportColumn['cell']) => ({
    group,
    kind,
    name,
    cell,
  });
  return [
    column('example', 'integer', 'line', (row) => rows.line[row]),
    column('example', 'integer', 'ranking', (row) => Number(rows.hash[row].split('/')[1] ?? 0)),
    column('example', 'text', 'id', (row) => rows.id.at(row) ?? null),
    column('example', 'text', 'status', (row) => statusNames[rows.status[row]]),
    column('example', 'text', 'reason', (row) => rows.reason.at(row) ?? null),
    column('example', 'boolean', 'truncated', (row) => (rows.flags[row] & truncatedFlag) !== 0),
    column('example', 'integer', 'turns', (row) => rows.turns[row] || null),
    column('numbers', 'number', 'beta', () => beta),
    column('completions', 'value', 'tiers', (row) => tiersOfRow(rows, row)),
    column('completions', 'integers', 'tokens', list(rows.tokens)),
    column('completions', 'numbers', 'policyLogp', list(rows.policyLogp)),
    column('completions', 'numbers', 'referenceLogp', list(rows.referenceLogp)),
    column('completions', 'numbers', 'reward', list(derived.reward)),
    column('numbers', 'number', 'loss', one(derived.loss)),
    column('numbers', 'number', 'chance', one(derived.chance)),
    column('completions', 'numbers', 'topProbability', list(derived.topProbability)),
    column('completions', 'numbers', 'gradient', list(derived.gradient)),
    column('numbers', 'number', 'pairwiseAccuracy', one(derived.pairwiseAccuracy)),
    column('numbers', 'boolean', 'top1', (row) => (ok(row) ? derived.top1[row] === 1 : null)),
    column('numbers', 'number', 'kendallTauB', one(derived.kendallTauB)),
    column('numbers', 'number', 'margin', one(derived.margin)),
    ...sliceKeys(rows.slices).map((key) =>
      column('slices', 'value', `slices.${key}`, (row) => ownField(rows.slices[row], key)),
    ),
    ...trlColumns(source),
  ];
}

/** The fields that slice results, as they first appear. */
export function sliceKeys(slices: Rows['slices']): string[] {
  const keys = new Set<string>();
  for (const fields of slices) {
    for (const key of Object.keys(fields ?? {})) if (keys.size < mostSlices) keys.add(key);
    if (keys.size >= mostSlices) break;
  }
  return [...keys];
}

function ownField(fields: Rows['slices'][number], key: string): Cell {
  return fields && Object.hasOwn(fields, key) ? fields[key] : null;
}

export const orNull = (value: number) => (Number.isFinite(value) ? value : null);
