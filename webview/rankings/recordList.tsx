// biome-ignore-all lint/a11y/useSemanticElements: a virtual list of millions cannot be a select element
// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, and names the active option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { SeverityMark } from '../problems/severityMark.tsx';
import { cellAfterKey } from '../table/keys.ts';
import { useRowScroll } from '../table/rowScroll.ts';
import { positionsInView, scrolledHeight, topShowing } from '../table/virtualScroll.ts';
import { visibleText } from '../visibleText.ts';
import { active, activePlace, count, filter, go, rowAt, state, wanted, wantRows } from './state.ts';

/** The records by their line, of which only those in view exist. */
export function RecordList() {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const rows = count.value;
  const { top, space, moveTo } = useRowScroll(scroller, rows, rowHeight);
  const { first, end } = positionsInView(space, top);
  const unit = state.value?.unit ?? 'line';

  useLayoutEffect(() => wantRows(first, end));
  useLayoutEffect(() => {
    const want = wanted.value;
    if (!want || rows === 0 || space.view <= rowHeight) return;
    wanted.value = undefined;
    if (want.isFocused) scroller.current?.focus({ preventScroll: true });
    const next = topShowing(space, Math.min(want.place, rows - 1), top);
    if (next !== top) moveTo(next);
  });

  function keyed(event: KeyboardEvent) {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      document.getElementById('record')?.focus();
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(space.view / rowHeight) - 1);
    const at = { position: activePlace.value, column: 0 };
    const next = cellAfterKey(event.key, event.ctrlKey, at, { rows, columns: 1, page });
    if (!next) return;
    void go(Math.max(0, next.position));
    event.preventDefault();
  }

  const places = Array.from({ length: end - first }, (_, i) => first + i);
  const isInView = activePlace.value >= first && activePlace.value < end;
  return (
    <div
      class="records"
      role="listbox"
      aria-label={l10n.t('Records')}
      aria-activedescendant={isInView ? `record-${activePlace.value}` : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={keyed}
      style={{ '--row-height': `${rowHeight}px` }}
    >
      <div class="record-row records-header" aria-hidden="true">
        <span class="record-line">{unit === 'line' ? l10n.t('Line') : l10n.t('Record')}</span>
        <span class="record-k">K</span>
        <span>{l10n.t('Prompt')}</span>
      </div>
      {rows === 0 && <p class="no-records quiet">{emptyWords()}</p>}
      <div class="record-rows" role="presentation" style={{ height: `${scrolledHeight(space)}px` }}>
        <div
          class="record-view"
          role="presentation"
          style={{ height: `${Math.min(space.view, rows * rowHeight)}px` }}
        >
          {places.map((place) => (
            <Row key={place} place={place} offset={place * rowHeight - top} size={rows} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly place: number;
  /** px from the top of the view. */
  readonly offset: number;
  readonly size: number;
}

function Row({ place, offset, size }: RowProps) {
  const row = rowAt(place);
  const isActive = place === activePlace.value && active.value !== undefined;
  return (
    <div
      id={`record-${place}`}
      class="record-row"
      role="option"
      aria-selected={isActive}
      aria-posinset={place + 1}
      aria-setsize={size}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={() => void go(place)}
    >
      {row ? (
        <>
          <span class="record-line">{row.line}</span>
          <span class="record-k">
            {row.rankings > 1 ? `${row.rankings}×` : ''}
            {row.k > 0 ? row.k : '–'}
          </span>
          <span class="record-text" dir="auto">
            {row.severity && <SeverityMark severity={row.severity} />}
            {excerpt(row.excerpt)}
          </span>
        </>
      ) : (
        <span class="record-line quiet">…</span>
      )}
    </div>
  );
}

/** Invisible characters as signs: a list has no room for their names. */
function excerpt(text: string): string {
  return visibleText(text)
    .map((piece) => (typeof piece === 'string' ? piece : '\u00b7'))
    .join('');
}

function emptyWords(): string {
  const now = state.value;
  if (!now || now.failure) return '';
  if (now.matches)
    return now.matches.share < 1 || (filter.value.code !== undefined && now.checked < 1)
      ? l10n.t('None so far …')
      : l10n.t('No record is like this.');
  return now.indexed < 1 ? l10n.t('Reading …') : l10n.t('The file is empty.');
}

/** Rows are twice as tall as the text of the editor's user interface. */
function useRowHeight(): number {
  return Math.max(22, Math.round(1.9 * Number.parseFloat(getComputedStyle(document.body).fontSize)));
}
