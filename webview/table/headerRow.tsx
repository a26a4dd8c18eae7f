// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import * as l10n from '@vscode/l10n';
import { toggledSort } from '../order.ts';
import { active, columns, sort } from '../state.ts';
import type { TableColumn } from './columns.ts';
import { ResizeHandle } from './resizeHandle.tsx';

/** Id of a cell, for `aria-activedescendant`; row undefined = header. */
export function cellId(row: number | undefined, column: number): string {
  return `cell-${row ?? 'header'}-${column}`;
}

export function sortBy(column: TableColumn): void {
  sort.value = toggledSort(sort.value, column.key, column.startDescending);
}

export function HeaderRow() {
  const { column: sorted, descending } = sort.value;
  const at = active.value;
  return (
    <div class="grid-header" role="row" aria-rowindex={1}>
      {columns.value.map((column, i) => {
        const isSorted = column.key === sorted;
        return (
          <div
            key={column.key}
            id={cellId(undefined, i)}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
            class={`cell${column.numeric ? ' number' : ''}${at && at.row === undefined && at.column === i ? ' active' : ''}`}
            title={l10n.t('{0}. Click to sort; Alt+Left and Alt+Right change the width.', column.hint)}
            onClick={() => {
              active.value = { row: undefined, column: i };
              sortBy(column);
            }}
          >
            <span class="header-title">{column.title}</span>
            <span class="sort-mark" aria-hidden="true">
              {isSorted ? (descending ? '▾' : '▴') : ''}
            </span>
            <ResizeHandle column={column} />
          </div>
        );
      })}
    </div>
  );
}
