import { type MetricKey, metricKeys } from '../../extension/preference/paired/pairedMetrics.ts';
import type { Sort } from '../order.ts';
import { type ColumnWidths, readColumnWidths } from '../table/columnChoice.ts';
import { type ChangeFilter, changeFilters } from './changes/filters.ts';
import type { SavedComparison } from './contract.ts';

/** What somebody chose on the page. Runs are known by their folders; `opened` counts only while the runs are the same. */
export interface SavedChoices extends SavedComparison {
  readonly baseline: string;
  readonly other: string;
  readonly metric: MetricKey;
  readonly filter: ChangeFilter;
  readonly sort: Sort;
  readonly sliceBy: string;
  readonly columnWidths: ColumnWidths;
  readonly opened: number | undefined;
  /** Scroll position of the page, px. */
  readonly scroll: number;
}

/** What was kept, where it has the right shape. */
export function readChoices(value: unknown): Partial<Omit<SavedChoices, 'folders'>> {
  if (typeof value !== 'object' || value === null) return {};
  const saved = value as Record<keyof SavedChoices, unknown>;
  const text = (one: unknown) => (typeof one === 'string' ? one : undefined);
  const number = (one: unknown) => (Number.isInteger(one) ? (one as number) : undefined);
  const sort = saved.sort as Partial<Sort> | undefined;
  return {
    baseline: text(saved.baseline),
    other: text(saved.other),
    metric: metricKeys.find((key) => key === saved.metric),
    filter: changeFilters.find((key) => key === saved.filter),
    sort:
      typeof sort?.column === 'string' && typeof sort.descending === 'boolean'
        ? { column: sort.column, descending: sort.descending }
        : undefined,
    sliceBy: text(saved.sliceBy),
    columnWidths: readColumnWidths(saved.columnWidths),
    opened: number(saved.opened),
    scroll: number(saved.scroll),
  };
}
