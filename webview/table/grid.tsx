// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { wanted } from '../page.ts';
import {
  active,
  columns,
  columnWidths,
  filter,
  opened,
  order,
  positionOf,
  query,
  sort,
  topRow,
} from '../state.ts';
import { columnTracks } from './columnChoice.ts';
import { cellId, HeaderRow, sortBy } from './headerRow.tsx';
import { cellAfterKey } from './keys.ts';
import { resizeByKey } from './resizeHandle.tsx';
import { Row } from './row.tsx';
import { useRowScroll } from './rowScroll.ts';
import { positionsInView, scrolledHeight, topShowing } from './virtualScroll.ts';

/** Rows beyond the edges of the view. */
const rowsBeyond = 4;
const blockRows = 256;

/** The table of examples: an ARIA grid with one tab stop, of which only the rows in view exist. */
export function Grid() {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const rows = order.value;
  const { top, space, moveTo } = useRowScroll(scroller, rows.length, rowHeight);
  const { first, end } = positionsInView(space, top, rowsBeyond);
  // Rows stand in a block that moves as a whole, and are drawn again in other places: scrolling costs only what is new.
  const block = first - (first % blockRows);
  const slots = Math.ceil(space.view / rowHeight) + 2 * rowsBeyond + 2;
  const shownColumns = columns.value;

  // Rows that stream in, or another beta, leave what is in view where it is; another sort begins at the top.
  const shown = { sort: sort.value, filter: filter.value, query: query.value?.text, rows };
  const before = useRef(shown);
  useLayoutEffect(() => {
    const { current } = before;
    const same =
      current.sort === shown.sort && current.filter === shown.filter && current.query === shown.query;
    const changed = current.rows !== rows;
    before.current = shown;
    if (!same) moveTo(0);
    else if (changed && top > 0) {
      const position = positionOf(topRow.value);
      if (position >= 0) moveTo(position * rowHeight - (Math.ceil(top / rowHeight) * rowHeight - top));
    }
  });
  useLayoutEffect(() => {
    const want = wanted.value;
    if (!want || rows.length === 0 || space.view <= rowHeight) return;
    const position = positionOf(want.row);
    wanted.value = undefined;
    if (position < 0) return;
    if (want.as === 'top') return moveTo(position * rowHeight);
    if (want.as === 'seen') {
      const next = topShowing(space, position, top);
      return next === top ? undefined : moveTo(next);
    }
    scroller.current?.focus({ preventScroll: true });
    scroller.current?.scrollIntoView({ block: 'nearest' });
    moveTo((position + 0.5) * rowHeight - space.view / 2);
  });
  useLayoutEffect(() => {
    const position = Math.ceil(top / rowHeight);
    topRow.value = top > 0 ? rows[position] : undefined;
  }, [top, rows]);

  function go(position: number, column: number) {
    const row = position < 0 ? undefined : rows[position];
    active.value = { row, column };
    if (position >= 0) {
      const next = topShowing(space, position, top);
      if (next !== top) moveTo(next);
      if (opened.value !== undefined) opened.value = row;
    }
    showColumn(scroller.current, column);
  }

  function keyed(event: KeyboardEvent) {
    if (event.metaKey) return;
    const column = Math.min(active.value?.column ?? 0, shownColumns.length - 1);
    const at = { position: positionOf(active.value?.row), column };
    if (event.altKey) {
      if (at.position >= 0 || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
      resizeByKey(shownColumns[column], event.key);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (at.position < 0) sortBy(shownColumns[at.column]);
      else opened.value = opened.value === active.value?.row ? undefined : active.value?.row;
    } else if (event.key === 'Escape') {
      if (opened.value === undefined) return;
      opened.value = undefined;
    } else {
      const page = Math.max(1, Math.floor(space.view / rowHeight) - 1);
      const next = cellAfterKey(event.key, event.ctrlKey, at, {
        rows: rows.length,
        columns: shownColumns.length,
        page,
      });
      if (!next) return;
      go(next.position, next.column);
    }
    event.preventDefault();
  }

  const { tracks, width } = columnTracks(shownColumns, columnWidths.value);
  const at = active.value;
  // A row that was scrolled away has no cells to name.
  const exists = at && (at.row === undefined || rows.subarray(first, end).includes(at.row));
  return (
    <div
      class="grid"
      role="grid"
      aria-label={l10n.t('Examples')}
      aria-rowcount={rows.length + 1}
      aria-colcount={shownColumns.length}
      aria-activedescendant={exists ? cellId(at.row, at.column) : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={keyed}
      onFocus={() => {
        active.value ??= { row: rows[Math.ceil(top / rowHeight)], column: 0 };
      }}
      style={{ '--columns': tracks, '--table-width': width, '--row-height': `${rowHeight}px` }}
    >
      <HeaderRow />
      <div class="grid-rows" role="rowgroup" style={{ height: `${scrolledHeight(space)}px` }}>
        <div class="grid-view" style={{ height: `${Math.min(space.view, rows.length * rowHeight)}px` }}>
          <div class="grid-block" style={{ transform: `translateY(${block * rowHeight - top}px)` }}>
            {Array.from(rows.subarray(first, end), (row, i) => (
              <Row
                key={(first + i) % slots}
                row={row}
                position={first + i}
                offset={(first + i - block) * rowHeight}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Rows are twice as tall as the text of the editor's user interface. */
function useRowHeight(): number {
  return Math.max(22, Math.round(1.9 * Number.parseFloat(getComputedStyle(document.body).fontSize)));
}

function showColumn(scroller: HTMLElement | null, column: number): void {
  const header = document.getElementById(cellId(undefined, column));
  if (!scroller || !header) return;
  const frozen = column === 0 ? 0 : (document.getElementById(cellId(undefined, 0))?.offsetWidth ?? 0);
  const left = header.offsetLeft - frozen;
  const right = header.offsetLeft + header.offsetWidth - scroller.clientWidth;
  if (scroller.scrollLeft > left) scroller.scrollLeft = left;
  else if (scroller.scrollLeft < right) scroller.scrollLeft = right;
}
