import type { Signal } from '@preact/signals';
import * as l10n from '@vscode/l10n';
import { type ColumnWidths, widthOf, withoutWidth, withWidth } from './columnChoice.ts';
import type { GridColumn } from './gridModel.ts';

/** px at 13 px text, for a key. */
const keyStep = 10;

interface Props {
  readonly column: GridColumn;
  readonly widths: Signal<ColumnWidths>;
}

/** Wider or narrower by a key. */
export function resizeByKey(
  widths: Signal<ColumnWidths>,
  column: GridColumn,
  key: 'ArrowLeft' | 'ArrowRight',
): void {
  const step = key === 'ArrowRight' ? keyStep : -keyStep;
  widths.value = withWidth(widths.value, column, widthOf(column, widths.value) + step);
}

/** The right edge of a header, to be dragged; keys do the same from the header itself. */
export function ResizeHandle({ column, widths }: Props) {
  function drag(event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    const cell = handle.parentElement;
    if (!cell || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const perPx = 13 / Number.parseFloat(getComputedStyle(cell).fontSize);
    const [from, width] = [event.clientX, cell.offsetWidth];
    handle.onpointermove = ({ clientX }) => {
      widths.value = withWidth(widths.value, column, (width + clientX - from) * perPx);
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
        widths.value = withoutWidth(widths.value, column);
      }}
    />
  );
}
