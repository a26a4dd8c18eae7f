import * as l10n from '@vscode/l10n';
import { columnWidths } from '../state.ts';
import { widthOf, withoutWidth, withWidth } from './columnChoice.ts';
import type { TableColumn } from './columns.ts';

/** px at 13 px text, for a key. */
const keyStep = 10;

/** Wider or narrower by a key. */
export function resizeByKey(column: TableColumn, key: 'ArrowLeft' | 'ArrowRight'): void {
  const step = key === 'ArrowRight' ? keyStep : -keyStep;
  columnWidths.value = withWidth(columnWidths.value, column, widthOf(column, columnWidths.value) + step);
}

/** The right edge of a header, to be dragged; keys do the same from the header itself. */
export function ResizeHandle({ column }: { readonly column: TableColumn }) {
  function drag(event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    const cell = handle.parentElement;
    if (!cell || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const perPx = 13 / Number.parseFloat(getComputedStyle(cell).fontSize);
    const [from, width] = [event.clientX, cell.offsetWidth];
    handle.onpointermove = ({ clientX }) => {
      columnWidths.value = withWidth(columnWidths.value, column, (width + clientX - from) * perPx);
    };
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  }
  return (
    <span
      class="resize-handle"
      aria-hidden="true"
      title={l10n.t('Drag to resize. A double click gives the first width back.')}
      onPointerDown={drag}
      onClick={(event) => event.stopPropagation()}
      onDblClick={() => {
        columnWidths.value = withoutWidth(columnWidths.value, column);
      }}
    />
  );
}
