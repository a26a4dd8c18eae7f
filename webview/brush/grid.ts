import type { Brush, Dimension, Scalar, Span } from './brush.ts';

/** The bars along one axis of a chart, as a brush takes them. */
export interface BrushAxis {
  /** [bars + 1] on the chart's scale; of places one after another -0.5, 0.5, 1.5, ... */
  readonly edges: ArrayLike<number>;
  /** [bars + 1] values that the bars stand for, where the scale has others. */
  readonly kept?: ArrayLike<number>;
  /** [bars] the words that the bars stand for. */
  readonly words?: readonly Scalar[];
  /** What to call bars `from`..`to`. */
  name(from: number, to: number): string;
}

export interface BrushGrid {
  readonly x?: BrushAxis;
  readonly y?: BrushAxis;
  /** Field of the data that words are of. */
  readonly field?: string;
  /** How many things the bars from..to hold, as words. */
  counted(cells: Cells): string;
}

/** Bars from..to of each axis, both included. */
export interface Cells {
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
}

/** Where a brush stands on the chart's scales. */
export interface Box {
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
}

const bars = (axis: BrushAxis) => axis.edges.length - 1;

/** The values of these cells; undefined where they are all that there are. The first and last bars are open to their side. */
export function brushOf(dimension: Dimension, grid: BrushGrid, cells: Cells): Brush | undefined {
  const [axisX, axisY] = [grid.x, grid.y];
  const x = axisX && cells.x && spanOf(axisX, cells.x);
  const y = axisY && cells.y && spanOf(axisY, cells.y);
  const [wordAxis, chosen] = axisX?.words ? [axisX, cells.x] : [axisY, cells.y];
  const field = grid.field === undefined ? {} : { field: grid.field };
  if (wordAxis?.words && chosen)
    return { dimension, ...field, words: wordAxis.words.slice(chosen[0], chosen[1] + 1) };
  // A slice has but one axis, whichever way it is drawn.
  if (dimension === 'slice') return x || y ? { dimension, ...field, x: x ?? y } : undefined;
  return x || y ? { dimension, ...(x && { x }), ...(y && { y }) } : undefined;
}

function spanOf(axis: BrushAxis, [from, to]: readonly [number, number]): Span | undefined {
  const last = bars(axis) - 1;
  if (from === 0 && to === last) return undefined;
  const values = axis.kept ?? axis.edges;
  return [from === 0 ? null : values[from], to === last ? null : values[to + 1]];
}

/** The places of a brush on these axes, cut to what they show; none where it lies outside. */
export function boxesOf(brush: Brush | undefined, grid: BrushGrid): Box[] {
  if (!brush) return [];
  const isSlice = brush.dimension === 'slice';
  if (isSlice && brush.field !== grid.field) return [];
  if (isSlice) {
    const axis = grid.x ?? grid.y;
    const places = axis ? placesOf(axis, brush.x, brush.words) : [];
    return places.map((place) => (grid.x ? { x: place } : { y: place }));
  }
  const xs = grid.x ? placesOf(grid.x, brush.x) : [undefined];
  const ys = grid.y ? placesOf(grid.y, brush.y) : [undefined];
  return xs.flatMap((x) => ys.map((y) => ({ ...(x && { x }), ...(y && { y }) })));
}

function placesOf(axis: BrushAxis, span: Span | undefined, words?: readonly Scalar[]): [number, number][] {
  const { edges, kept } = axis;
  const last = bars(axis);
  if (axis.words || words) {
    const places = Array.from(axis.words ?? [], (word, i): [number, number][] =>
      words?.includes(word) ? [[edges[i], edges[i + 1]]] : [],
    );
    return places.flat();
  }
  const [low, high] = span ?? [null, null];
  if (kept) {
    const inside = Array.from({ length: last }, (_, i) => i).filter(
      (i) => (low === null || kept[i] >= low) && (high === null || kept[i + 1] <= high),
    );
    return inside.length === 0 ? [] : [[edges[inside[0]], edges[inside[inside.length - 1] + 1]]];
  }
  const place: [number, number] = [
    Math.max(edges[0], low ?? edges[0]),
    Math.min(edges[last], high ?? edges[last]),
  ];
  return place[0] < place[1] ? [place] : [];
}
