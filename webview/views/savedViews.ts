import type { SavedView } from '../contract.ts';
import { type Filter, filters } from '../filter.ts';
import { readColumnChoice, readColumnWidths } from '../table/columnChoice.ts';

export const longestName = 80;
/** As many as anybody finds again. */
export const mostViews = 50;

/** What was kept, where it has the right shape: it may come from another version. */
export function readViews(value: unknown): SavedView[] {
  return Array.isArray(value) ? value.slice(0, mostViews).flatMap((view) => readView(view) ?? []) : [];
}

function readView(value: unknown): SavedView | undefined {
  const { name, filter, query, sort, columnChoice, columnWidths } = (value ?? {}) as Record<string, unknown>;
  const { column, descending } = (sort ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || name.length > longestName) return undefined;
  if (typeof query !== 'string' || typeof column !== 'string' || typeof descending !== 'boolean')
    return undefined;
  return {
    name,
    filter: typeof filter === 'string' && Object.hasOwn(filters, filter) ? (filter as Filter) : 'all',
    query,
    sort: { column, descending },
    columnChoice: readColumnChoice(columnChoice) ?? {},
    columnWidths: readColumnWidths(columnWidths) ?? {},
  };
}

/** With the view in place of one of the same name, by name. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
