// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, aria-activedescendant names the cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys for all its cells
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { toggledSort } from '../../order.ts';
import { cellAfterKey } from '../../table/keys.ts';
import { useRowScroll } from '../../table/rowScroll.ts';
import { positionsInView, scrolledHeight, topShowing } from '../../table/virtualScroll.ts';
import { active, filter, opened, sort } from '../state.ts';
import type { ChangeColumn } from './columns.ts';
import { cellId, Row } from './row.tsx';
import { columns, order, positionOf } from './rows.ts';

/** Rows beyond the edges of the view. */
const rowsBeyond = 4;

function sortBy(column: ChangeColumn): void {
  sort.value = toggledSort(sort.value, column.key, column.startDescending);
}

/** The table: an ARIA grid with one tab stop, of which only the rows in view exist. */
export function ChangesGrid() {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = Math.max(
    22,
    Math.round(1.9 * Number.parseFloat(getComputedStyle(document.body).fontSize)),
  );
  const rows = order.value;
  const all = columns.value;
  const { top, space, moveTo } = useRowScroll(scroller, rows.length, rowHeight);
  const { first, end } = positionsInView(space, top, rowsBeyond);
  const slots = Math.ceil(space.view / rowHeight) + 2 * rowsBeyond + 2;

  // Another sort or filter begins at the top, or where the opened example is.
  const shownBy = `${sort.value.column}/${sort.value.descending}/${filter.value}`;
  useLayoutEffect(() => {
    const position = positionOf(opened.peek());
    moveTo(position < 0 ? 0 : (position + 0.5) * rowHeight - space.view / 2);
  }, [shownBy, space.view > rowHeight]);

  function go(position: number, column: number) {
    const row = position < 0 ? undefined : rows[position];
    active.value = { row, column };
    if (position >= 0) {
      const next = topShowing(space, position, top);
      if (next !== top) moveTo(next);
      if (opened.value !== undefined) opened.value = row;
    }
    document
      .getElementById(cellId(undefined, column))
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function keyed(event: KeyboardEvent) {
    if (event.metaKey || event.altKey) return;
    const column = Math.min(active.value?.column ?? 0, all.length - 1);
    const at = { position: positionOf(active.value?.row), column };
    if (event.key === 'Enter' || event.key === ' ') {
      if (at.position < 0) sortBy(all[at.column]);
      else opened.value = opened.value === active.value?.row ? undefined : active.value?.row;
    } else if (event.key === 'Escape') {
      if (opened.value === undefined) return;
      opened.value = undefined;
    } else {
      const page = Math.max(1, Math.floor(space.view / rowHeight) - 1);
      const size = { rows: rows.length, columns: all.length, page };
      const next = cellAfterKey(event.key, event.ctrlKey, at, size);
      if (!next) return;
      go(next.position, next.column);
    }
    event.preventDefault();
  }

  const width = all.reduce((sum, column) => sum + column.width, 0) / 13;
  const at = active.value;
  // A row that was scrolled away has no cells to name.
  const exists = at && (at.row === undefined || rows.subarray(first, end).includes(at.row));
  return (
    <div
      class="grid"
      role="grid"
      aria-label={l10n.t('Examples')}
      aria-rowcount={rows.length + 1}
      aria-colcount={all.length}
      aria-activedescendant={exists ? cellId(at.row, at.column) : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={keyed}
      onFocus={() => {
        active.value ??= { row: rows[Math.ceil(top / rowHeight)], column: 0 };
      }}
      style={{
        '--columns': all.map((column) => `${column.width / 13}em`).join(' '),
        '--table-width': `${width}em`,
        '--row-height': `${rowHeight}px`,
      }}
    >
      <HeaderRow />
      <div class="grid-rows" role="rowgroup" style={{ height: `${scrolledHeight(space)}px` }}>
        <div class="grid-view" style={{ height: `${Math.min(space.view, rows.length * rowHeight)}px` }}>
          {Array.from(rows.subarray(first, end), (row, i) => (
            <Row
              key={(first + i) % slots}
              row={row}
              position={first + i}
              offset={(first + i) * rowHeight - top}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function HeaderRow() {
  const { column: sorted, descending } = sort.value;
  const at = active.value;
  return (
    <div class="grid-header" role="row" aria-rowindex={1}>
      {columns.value.map((column, i) => {
        const isSorted = column.key === sorted;
        const isActive = at !== undefined && at.row === undefined && at.column === i;
        return (
          <div
            key={column.key}
            id={cellId(undefined, i)}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
            class={`cell${column.numeric ? ' number' : ''}${isActive ? ' active' : ''}`}
            title={l10n.t('{0}. Click to sort.', column.hint)}
            onClick={() => {
              active.value = { row: undefined, column: i };
              sortBy(column);
            }}
          >
            <span class="header-title">{column.title}</span>
            <span class="sort-mark" aria-hidden="true">
              {isSorted ? (descending ? '▾' : '▴') : ''}
            </span>
          </div>
        );
      })}
    </div>
  );
}
