import { useLayoutEffect, useRef } from 'preact/hooks';
import { wanted } from '../page.ts';
import { filter, order, positionOf, query, sort, topRow } from '../state.ts';
import type { RowScroll } from './rowScroll.ts';
import { topShowing } from './virtualScroll.ts';

/** Rows that stream in, or another beta, leave what is in view where it is; another sort begins at the top. What is wanted comes into view. */
export function useRowsInPlace(
  { top, space, moveTo }: RowScroll,
  scroller: { readonly current: HTMLElement | null },
): void {
  const rows = order.value;
  const { rowHeight } = space;
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
}
