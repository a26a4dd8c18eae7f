import type { FieldColumn } from './fieldColumns.ts';

const made = new WeakMap<Uint16Array, FieldColumn>();

/** Runs from before turns were kept know none. */
export function hasTurns(turns: Uint16Array): boolean {
  return turns.some((one) => one > 0);
}

/** [N] `Rows.turns` as a field that slices results; the same column for the same array. */
export function turnsColumn(turns: Uint16Array): FieldColumn & { readonly kind: 'numbers' } {
  const known = made.get(turns);
  if (known?.kind === 'numbers') return known;
  const values = new Float64Array(turns.length);
  for (let row = 0; row < values.length; row++) values[row] = turns[row] > 0 ? turns[row] : Number.NaN;
  const column = { name: 'turns', kind: 'numbers', values } as const;
  made.set(turns, column);
  return column;
}
