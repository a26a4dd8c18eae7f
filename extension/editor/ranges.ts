/** Lines, 0-based, both inclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Ascending lines as ranges: neighbours merge, and so do lines nearer than `lineCount / limit`, so that there are never more than `limit` + 1. */
export function mergeLines(lines: readonly number[], lineCount: number, limit: number): LineRange[] {
  const gap = lines.length > limit ? Math.ceil(lineCount / limit) : 1;
  const ranges: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && line - last.to <= gap) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  return ranges;
}

/** Ranges widened by `margin` on both sides and joined where they meet. */
export function widen(ranges: readonly LineRange[], margin: number, lineCount: number): LineRange[] {
  const wide: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const range = { from: Math.max(0, from - margin), to: Math.min(lineCount - 1, to + margin) };
    const last = wide.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else wide.push(range);
  }
  return wide;
}

export function covers(ranges: readonly LineRange[], inner: readonly LineRange[]): boolean {
  return inner.every(({ from, to }) => ranges.some((range) => range.from <= from && to <= range.to));
}
