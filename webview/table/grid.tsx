// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid with frozen parts cannot be a table element
import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import { columnTracks } from './columnChoice.ts';
import { cellId, type GridModel, sortBy } from './gridModel.ts';
import { HeaderRow } from './headerRow.tsx';
import { cellAfterKey } from './keys.ts';
import { resizeByKey } from './resizeHandle.tsx';
import { Row } from './row.tsx';
import { useRowScroll } from './rowScroll.ts';
import { positionsInView, scrolledHeight, topShowing } from './virtualScroll.ts';

/** Rows beyond the edges of the view. */
const rowsBeyond = 4;
const blockRows = 256;

/** A table of examples: an ARIA grid with one tab stop, of which only the rows in view exist. */
export function Grid({ of }: { readonly of: GridModel }) {
  const { active, opened, positionOf } = of;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const rows = of.order.value;
  const columns = of.columns.value;
  const scroll = useRowScroll(scroller, rows.length, rowHeight);
  const { top, space, moveTo } = scroll;
  const { first, end } = positionsInView(space, top, rowsBeyond);
  // Rows stand in a block that moves as a whole, and are drawn again in other places: scrolling costs only what is new.
  const block = first - (first % blockRows);
  const slots = Math.ceil(space.view / rowHeight) + 2 * rowsBeyond + 2;
  of.useFollowing(scroll, scroller);

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
    const column = Math.min(active.value?.column ?? 0, columns.length - 1);
    const at = { position: positionOf(active.value?.row), column };
    if (event.altKey) {
      if (at.position >= 0 || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
      resizeByKey(of.widths, columns[column], event.key);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (at.position < 0) sortBy(of, columns[at.column]);
      else opened.value = opened.value === active.value?.row ? undefined : active.value?.row;
    } else if (event.key === 'Escape') {
      if (opened.value === undefined) return;
      opened.value = undefined;
    } else {
      const page = Math.max(1, Math.floor(space.view / rowHeight) - 1);
      const next = cellAfterKey(event.key, event.ctrlKey, at, {
        rows: rows.length,
        columns: columns.length,
        page,
      });
      if (!next) return;
      go(next.position, next.column);
    }
    event.preventDefault();
  }

  const { tracks, width } = columnTracks(columns, of.widths.value);
  const at = active.value;
  // A row that was scrolled away has no cells to name.
  const exists = at && (at.row === undefined || rows.subarray(first, end).includes(at.row));
  return (
    <div
      class="grid"
      role="grid"
      aria-label={l10n.t('Examples')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={exists ? cellId(at.row, at.column) : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={keyed}
      onFocus={() => {
        active.value ??= { row: rows[Math.ceil(top / rowHeight)], column: 0 };
      }}
      style={{ '--columns': tracks, '--table-width': width, '--row-height': `${rowHeight}px` }}
    >
      <HeaderRow of={of} />
      <div class="grid-rows" role="rowgroup" style={{ height: `${scrolledHeight(space)}px` }}>
        <div class="grid-view" style={{ height: `${Math.min(space.view, rows.length * rowHeight)}px` }}>
          <div class="grid-block" style={{ transform: `translateY(${block * rowHeight - top}px)` }}>
            {Array.from(rows.subarray(first, end), (row, i) => (
              <Row
                of={of}
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
