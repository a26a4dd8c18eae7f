/** What a chart's bars stand for, so that a range of them chooses examples. */
export const dimensions = [
  'rewards',
  'margin',
  'loss',
  'policy',
  'quadrants',
  'length',
  'probability',
  'position',
  'slice',
] as const;
export type Dimension = (typeof dimensions)[number];

export type Scalar = string | number | boolean;

/** From the first value up to, not with, the second; null: no end on that side. */
export type Span = readonly [number | null, number | null];

/** Examples chosen by a range of values on a chart. Values, not bars: bars change with beta and with every run. */
export interface Brush {
  readonly dimension: Dimension;
  readonly x?: Span;
  readonly y?: Span;
  /** Of a slice: the field of the data; undefined = K, the number of completions. */
  readonly field?: string;
  /** Of a slice by words, instead of `x`. */
  readonly words?: readonly Scalar[];
}

/** What was kept, where it has the right shape, each dimension once. */
export function readBrushes(saved: unknown): Brush[] {
  if (!Array.isArray(saved)) return [];
  const read = new Map<Dimension, Brush>();
  for (const value of saved) {
    const brush = readBrush(value);
    if (brush) read.set(brush.dimension, brush);
  }
  return [...read.values()];
}

function readBrush(value: unknown): Brush | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { dimension, field, words, ...saved } = value as Record<string, unknown>;
  const known = dimensions.find((name) => name === dimension);
  const [x, y] = [readSpan(saved.x), readSpan(saved.y)];
  const scalars = Array.isArray(words) && words.length > 0 && words.every(isScalar) ? words : undefined;
  if (!known || !(x || y || scalars)) return undefined;
  return {
    dimension: known,
    ...(x && { x }),
    ...(y && { y }),
    ...(typeof field === 'string' && { field }),
    ...(scalars && { words: scalars }),
  };
}

function readSpan(value: unknown): Span | undefined {
  const isEnd = (end: unknown) => end === null || (typeof end === 'number' && Number.isFinite(end));
  return Array.isArray(value) && value.length === 2 && value.every(isEnd)
    ? (value as unknown as Span)
    : undefined;
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
