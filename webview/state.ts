import { batch, computed, signal, untracked } from '@preact/signals';
import { summarize } from '../extension/preference/summary.ts';
import type { RunState } from './contract.ts';
import { derivedRows } from './derivedRows.ts';
import { rewardScaleOf } from './figures/rewardScale.ts';
import { type Filter, filterCounts, matches } from './filter.ts';
import { type Sort, sortedRows } from './order.ts';
import { runRows } from './runRows.ts';
import { tableColumns } from './table/columns.ts';

/** Everything the page knows, and what follows from it. Views read it; only `page.ts` and the controls write it. */

/** False until the host has answered `ready`: nothing is shown, so that no wrong state flashes. */
export const connected = signal(false);
export const run = signal<RunState | undefined>(undefined);
/** Beta on the slider, ahead of the host while it is dragged. */
export const beta = signal(0.1);
/** Beta that the order of the table follows: rows do not jump under a moving slider. */
export const settledBeta = signal(0.1);
export const sort = signal<Sort>({ column: 'line', descending: false });
export const filter = signal<Filter>('all');
/** Cell that the keyboard is on: a row, or the header where `row` is undefined. Nothing before the first key or click. */
export const active = signal<{ readonly row: number | undefined; readonly column: number } | undefined>(
  undefined,
);
/** Row whose texts are shown. */
export const opened = signal<number | undefined>(undefined);
/** First row in view, for the saved state only. */
export const topRow = signal<number | undefined>(undefined);

let rows = runRows();
let derived = derivedRows();
const revision = signal(0);

/** Puts rows in; they are shown after `showRows`. */
export function appendRows(more: Parameters<typeof rows.append>[0]): void {
  rows.append(more);
}

export function clearRows(): void {
  rows = runRows();
  derived = derivedRows();
}

export function showRows(): void {
  revision.value++;
}

export const facts = computed(() => {
  revision.value;
  return rows.view();
});

/** Rows, what follows for the beta on the slider, and the summary. The length correlation is not shown, so it is not computed. */
export const results = computed(() => {
  const columns = facts.value;
  const values = derived.at(columns, beta.value);
  return {
    rows: columns,
    derived: values,
    beta: beta.value,
    summary: summarize(columns, values, { lengthCorrelation: Number.NaN }),
  };
});
export type Results = typeof results.value;

export const counts = computed(() => filterCounts(results.value.rows, results.value.derived));

export const columns = computed(() => tableColumns(facts.value));

/** As `rewardScaleOf`, and the completions of the largest example. */
export const rewardScale = computed(() => ({
  ...rewardScaleOf(results.value.summary.rewardByTier),
  completions: largestExample(facts.value.offsets),
}));

/** Row shown at each position of the table. */
export const order = computed(() => {
  const { line } = facts.value;
  settledBeta.value;
  const { column: key, descending } = sort.value;
  const shown = filter.value;
  return untracked(() => {
    const column = columns.value.find((c) => c.key === key) ?? columns.value[0];
    const { rows, derived } = results.value;
    return sortedRows(
      line,
      (row) => matches(shown, rows, derived, row),
      (row) => column.value(results.value, row),
      descending,
    );
  });
});

/** Position of a row in the table, or -1. */
export function positionOf(row: number | undefined): number {
  return row === undefined ? -1 : order.value.indexOf(row);
}

/** Row of a 1-based line, or undefined. */
export function rowOfLine(line: number | undefined): number | undefined {
  const row = line === undefined ? -1 : facts.value.line.indexOf(line);
  return row < 0 ? undefined : row;
}

export function settleBeta(value: number): void {
  batch(() => {
    beta.value = value;
    settledBeta.value = value;
  });
}

function largestExample(offsets: Uint32Array): number {
  let largest = 0;
  for (let row = 1; row < offsets.length; row++) largest = Math.max(largest, offsets[row] - offsets[row - 1]);
  return largest;
}
