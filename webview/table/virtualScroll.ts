/**
 * Rows of equal height in a scroller, as far as a browser lets elements grow (Firefox stops near 17.9 million
 * px, others at 33). Beyond `tallest` the scroll bar is scaled: a drag moves over all rows in proportion,
 * while wheel and keys still move by what they say. All in px; `top` is where the view begins among all rows.
 */
export interface RowSpace {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the view below the header. */
  readonly view: number;
}

export const tallest = 8_000_000;

/** Height of the element that is scrolled. */
export function scrolledHeight({ rows, rowHeight }: RowSpace): number {
  return Math.min(rows * rowHeight, tallest);
}

export function lastTop({ rows, rowHeight, view }: RowSpace): number {
  return Math.max(0, rows * rowHeight - view);
}

/** `scrollTop` that stands for `top`. */
export function scrollTopOf(space: RowSpace, top: number): number {
  const last = lastTop(space);
  const lastScroll = Math.max(0, scrolledHeight(space) - space.view);
  return last === 0 ? 0 : clamp(top, 0, last) * (lastScroll / last);
}

/** Where the view begins after the browser moved `scrollTop`. Small moves count as they are, jumps in proportion. */
export function topAfterScroll(
  space: RowSpace,
  before: { readonly scrollTop: number; readonly top: number },
  scrollTop: number,
): number {
  const last = lastTop(space);
  const lastScroll = Math.max(0, scrolledHeight(space) - space.view);
  if (lastScroll === 0) return 0;
  if (last <= lastScroll) return clamp(scrollTop, 0, last);
  // The ends of the bar are the ends of the rows.
  if (scrollTop <= 0) return 0;
  if (scrollTop >= lastScroll - 0.5) return last;
  const moved = scrollTop - before.scrollTop;
  const top = Math.abs(moved) <= space.view ? before.top + moved : (scrollTop / lastScroll) * last;
  return clamp(top, 0, last);
}

/** First position in view and the one after the last, with some beyond the edges. */
export function positionsInView(space: RowSpace, top: number, beyond = 4): { first: number; end: number } {
  const first = Math.floor(top / space.rowHeight) - beyond;
  const end = Math.ceil((top + space.view) / space.rowHeight) + beyond;
  return { first: clamp(first, 0, space.rows), end: clamp(end, 0, space.rows) };
}

/** The nearest `top` at which the row at `position` is fully in view. */
export function topShowing(space: RowSpace, position: number, top: number): number {
  const start = position * space.rowHeight;
  const nearest = clamp(top, start + space.rowHeight - space.view, start);
  return clamp(nearest, 0, lastTop(space));
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
