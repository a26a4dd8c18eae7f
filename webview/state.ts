import { batch, computed, signal, untracked } from '@preact/signals';
import { brushSignals } from './brush/brushSignals.ts';
import type { RunState } from './contract.ts';
import { derivedRows } from './derivedRows.ts';
import { rewardScaleOf } from './figures/rewardScale.ts';
import { type Filter, filterCounts } from './filter.ts';
import { type Sort, sortedRows } from './order.ts';
import type { Query } from './query/check.ts';
import { runRows } from './runRows.ts';
import { shownRows, type TextSearch } from './shownRows.ts';
import { summaries } from './summaries.ts';
import { type ColumnChoice, type ColumnWidths, isShown } from './table/columnChoice.ts';
import { tableColumns } from './table/columns.ts';
import type { ActiveCell } from './table/gridModel.ts';

/** Everything the page knows, and what follows from it. Views read it; only `page.ts` and the controls write it. */

/** False until the host has answered `ready`: nothing is shown, so that no wrong state flashes. */
export const connected = signal(false);
/** False in Restricted Mode, where no model is read or run. */
export const trusted = signal(true);
export const run = signal<RunState | undefined>(undefined);
/** Beta on the slider, ahead of the host while it is dragged. */
export const beta = signal(0.1);
/** Beta that the order of the table follows: rows do not jump under a moving slider. */
export const settledBeta = signal(0.1);
export const sort = signal<Sort>({ column: 'line', descending: false });
export const filter = signal<Filter>('all');
/** The filter that somebody wrote, which holds besides `filter`; `filterBox/` writes it. */
export const query = signal<{ readonly text: string; readonly asked: Query } | undefined>(undefined);
/** Texts that the query looks for in the file. */
export const searches = signal<ReadonlyMap<string, TextSearch>>(new Map());
/** Cell that the keyboard is on: a row, or the header where `row` is undefined. Nothing before the first key or click. */
export const active = signal<ActiveCell | undefined>(undefined);
/** Row whose texts are shown. */
export const opened = signal<number | undefined>(undefined);
/** First row in view, for the saved state only. */
export const topRow = signal<number | undefined>(undefined);

let rows = runRows();
let derived = derivedRows();
let summary = summaries();
const revision = signal(0);

/** Puts rows in; they are shown after `showRows`. */
export function appendRows(...more: Parameters<typeof rows.append>): void {
  rows.append(...more);
}

export function clearRows(): void {
  rows = runRows();
  derived = derivedRows();
  summary = summaries();
}

export function showRows(): void {
  revision.value++;
}

export const facts = computed(() => {
  revision.value;
  return rows.view();
});

/** Rows, what follows for the beta on the slider, and the summary; what nobody reads is not computed. */
export const results = computed(() => {
  const columns = facts.value;
  const values = derived.at(columns, beta.value);
  return {
    rows: columns,
    derived: values,
    beta: beta.value,
    summary: summary.at(columns, values, beta.value),
  };
});
export type Results = typeof results.value;

/** The same column for every beta, so that what follows from it is not computed again. */
const top1 = computed(() => results.value.derived.top1);
export const counts = computed(() => filterCounts(facts.value, { top1: top1.value }));

/** Ranges that are chosen on charts, and what they leave. */
export const brushing = brushSignals({ facts, results, settledBeta, top1 });
/** The charts below the first three are shown. */
export const chartsOpen = signal(false);

export const allColumns = computed(() => tableColumns(facts.value));
export const columnChoice = signal<ColumnChoice>({});
export const columnWidths = signal<ColumnWidths>({});
/** Columns that are shown. */
export const columns = computed(() =>
  allColumns.value.filter((column) => isShown(column, columnChoice.value)),
);

const largest = computed(() => largestExample(facts.value.offsets));
/** As `rewardScaleOf`, and the completions of the largest example. */
export const rewardScale = computed(() => ({
  ...rewardScaleOf(results.value.summary.rewardByTier),
  completions: largest.value,
}));

/** Row shown at each position of the table. */
export const order = computed(() => {
  const { line } = facts.value;
  settledBeta.value;
  const { column: key, descending } = sort.value;
  const chosen = filter.value;
  const asked = query.value?.asked;
  const found = searches.value;
  const brushed = brushing.all.value;
  return untracked(() => {
    const column = allColumns.value.find((c) => c.key === key) ?? allColumns.value[0];
    const shown = shownRows(chosen, asked, results.value, found, brushed);
    return sortedRows(line, shown, (row) => column.value(results.value, row), descending);
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
