import { batch, signal } from '@preact/signals';
import type { SavedView } from '../contract.ts';
import { queryText } from '../filterBox/queryState.ts';
import type { Host } from '../host.ts';
import { columnChoice, columnWidths, filter, sort } from '../state.ts';
import { readViews, withView } from './savedViews.ts';

/** Views of this dataset, by name. */
export const views = signal<readonly SavedView[]>([]);

/** Asks the host, which keeps them when the page is closed; until it has answered, what the page kept itself is shown. */
export async function loadViews(host: Host): Promise<void> {
  const kept = readViews(await host.savedViews().catch(() => undefined));
  if (kept.length > 0) views.value = kept;
}

export function applyView(view: SavedView): void {
  batch(() => {
    filter.value = view.filter;
    queryText.value = view.query;
    sort.value = view.sort;
    columnChoice.value = view.columnChoice;
    columnWidths.value = view.columnWidths;
  });
}

/** The table as it is, under a name. */
export function saveView(host: Host, name: string): void {
  keep(
    host,
    withView(views.value, {
      name,
      filter: filter.value,
      query: queryText.value,
      sort: sort.value,
      columnChoice: columnChoice.value,
      columnWidths: columnWidths.value,
    }),
  );
}

export function deleteView(host: Host, name: string): void {
  keep(
    host,
    views.value.filter((view) => view.name !== name),
  );
}

function keep(host: Host, next: readonly SavedView[]): void {
  views.value = next;
  host.saveViews(next);
}
