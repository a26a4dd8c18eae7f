// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import * as l10n from '@vscode/l10n';
import { cellId, type GridModel, sortBy } from './gridModel.ts';
import { ResizeHandle } from './resizeHandle.tsx';

export function HeaderRow({ of }: { readonly of: GridModel }) {
  const { column: sorted, descending } = of.sort.value;
  const at = of.active.value;
  return (
    <div class="grid-header" role="row" aria-rowindex={1}>
      {of.columns.value.map((column, i) => {
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
              of.active.value = { row: undefined, column: i };
              sortBy(of, column);
            }}
          >
            <span class="header-title">{column.title}</span>
            <span class="sort-mark" aria-hidden="true">
              {isSorted ? (descending ? '▾' : '▴') : ''}
            </span>
            <ResizeHandle column={column} widths={of.widths} />
          </div>
        );
      })}
    </div>
  );
}
