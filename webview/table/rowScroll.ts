import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { lastTop, type RowSpace, scrollTopOf, topAfterScroll } from './virtualScroll.ts';

/** The scroller of the table: where its view begins, and how to move it. */
export interface RowScroll {
  readonly top: number;
  readonly space: RowSpace;
  moveTo(top: number): void;
}

/** Follows `scroller` (a header of one row stays at its top) and keeps its scaled bar in step. */
export function useRowScroll(
  scroller: { current: HTMLElement | null },
  rows: number,
  rowHeight: number,
): RowScroll {
  const [height, setHeight] = useState(0);
  const [top, setTop] = useState(0);
  const space: RowSpace = { rows, rowHeight, view: Math.max(rowHeight, height - rowHeight) };
  // The listeners live longer than one rendering.
  const now = useRef({ space, top, scrollTop: 0 });
  now.current.space = space;

  const moveTo = useCallback((wanted: number) => {
    const at = now.current;
    at.top = Math.max(0, Math.min(lastTop(at.space), wanted));
    setTop(at.top);
    if (!scroller.current) return;
    scroller.current.scrollTop = scrollTopOf(at.space, at.top);
    at.scrollTop = scroller.current.scrollTop;
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let settle: ReturnType<typeof setTimeout> | undefined;
    const scrolled = () => {
      const at = now.current;
      if (element.scrollTop === at.scrollTop) return;
      at.top = topAfterScroll(at.space, at, element.scrollTop);
      at.scrollTop = element.scrollTop;
      setTop(at.top);
      clearTimeout(settle);
      settle = setTimeout(() => moveTo(now.current.top), 150);
    };
    const resized = new ResizeObserver(() => setHeight(element.clientHeight));
    resized.observe(element);
    setHeight(element.clientHeight);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(settle);
      resized.disconnect();
      element.removeEventListener('scroll', scrolled);
    };
  }, []);

  // Fewer rows, or a taller view: the old place may be beyond the end.
  useLayoutEffect(() => {
    if (now.current.top > lastTop(space)) moveTo(now.current.top);
  }, [rows, height]);

  return { top: Math.min(top, lastTop(space)), space, moveTo };
}
