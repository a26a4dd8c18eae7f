import type { Box, BrushGrid, Cells } from '../../brush/grid.ts';

/** What a chart needs to be brushed. */
export interface Brushing {
  readonly grid: BrushGrid;
  /** Where its brush stands. */
  readonly boxes: readonly Box[];
  /** Cells were chosen; undefined = no brush. */
  choose(cells: Cells | undefined): void;
  /** How many examples the brushes of all charts leave, where this one has one. */
  readonly left: string | undefined;
  /** Others follow while the hand still moves. */
  readonly live: boolean;
}

/** Cells that are being chosen, from where the hand or the cursor began to where it is: bars of x and y. */
export interface Pending {
  readonly anchor: readonly [number, number];
  readonly cursor: readonly [number, number];
}

export function cellsOf({ anchor, cursor }: Pending, { x, y }: BrushGrid): Cells {
  const along = (i: 0 | 1): readonly [number, number] => [
    Math.min(anchor[i], cursor[i]),
    Math.max(anchor[i], cursor[i]),
  ];
  return { ...(x && { x: along(0) }), ...(y && { y: along(1) }) };
}

/** What is chosen, in words, for who does not see it. */
export function cellsWords(cells: Cells, grid: BrushGrid): string {
  const names = [cells.x && grid.x?.name(...cells.x), cells.y && grid.y?.name(...cells.y)];
  const counted = grid.counted(cells);
  return `${names.filter((name) => name).join(', ')}${counted && `: ${counted}`}`;
}
