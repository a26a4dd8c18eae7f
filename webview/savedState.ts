import { type Brush, readBrushes } from './brush/brush.ts';
import type { SavedView } from './contract.ts';
import { type CompletionOrder, orders } from './detail/view.ts';
import { type Filter, filters } from './filter.ts';
import type { Sort } from './order.ts';
import {
  type ColumnChoice,
  type ColumnWidths,
  readColumnChoice,
  readColumnWidths,
} from './table/columnChoice.ts';
import { readViews } from './views/savedViews.ts';

/** What VS Code keeps while the page is hidden, and across restarts. Rows are known by their line: indices change with every run. */
export interface SavedState {
  readonly dataset: string;
  readonly sort: Sort;
  readonly filter: Filter;
  /** What is in the filter box. */
  readonly query: string;
  readonly brushes: readonly Brush[];
  /** The charts below the first three are shown. */
  readonly chartsOpen: boolean;
  readonly columnChoice: ColumnChoice;
  readonly columnWidths: ColumnWidths;
  readonly views: readonly SavedView[];
  /** 1-based lines of the opened example, of the active row, and of the first row in view. */
  readonly openLine: number | undefined;
  readonly activeLine: number | undefined;
  readonly topLine: number | undefined;
  /** Scroll position of the page, px. */
  readonly scroll: number;
  /** Labels are reviewed; the 1-based line that was judged last. */
  readonly reviewing: boolean;
  readonly reviewLine: number | undefined;
  readonly completionOrder: CompletionOrder;
  /** The example has all the room. */
  readonly wide: boolean;
}

/** What was kept, where it has the right shape: it may come from another version. */
export function readSavedState(value: unknown): Partial<SavedState> {
  if (typeof value !== 'object' || value === null) return {};
  const saved = value as Record<string, unknown>;
  const { dataset, sort, filter, query, openLine, activeLine, topLine, scroll, reviewing, reviewLine } =
    saved;
  const number = (n: unknown) => (typeof n === 'number' && Number.isFinite(n) ? n : undefined);
  return {
    dataset: typeof dataset === 'string' ? dataset : undefined,
    sort: isSort(sort) ? sort : undefined,
    filter: typeof filter === 'string' && Object.hasOwn(filters, filter) ? (filter as Filter) : undefined,
    query: typeof query === 'string' ? query : undefined,
    brushes: saved.brushes === undefined ? undefined : readBrushes(saved.brushes),
    chartsOpen: saved.chartsOpen === true ? true : undefined,
    columnChoice: readColumnChoice(saved.columnChoice),
    columnWidths: readColumnWidths(saved.columnWidths),
    views: saved.views === undefined ? undefined : readViews(saved.views),
    openLine: number(openLine),
    activeLine: number(activeLine),
    topLine: number(topLine),
    scroll: number(scroll),
    reviewing: reviewing === true ? true : undefined,
    reviewLine: number(reviewLine),
    completionOrder: orders.find((order) => order === saved.completionOrder),
    wide: saved.wide === true ? true : undefined,
  };
}

function isSort(value: unknown): value is Sort {
  const sort = value as Partial<Sort> | null | undefined;
  return typeof sort?.column === 'string' && typeof sort.descending === 'boolean';
}
