import type { LogProbColumns } from './columns.ts';

/** What log-probabilities were rounded to before they came here, with its significant bits (IEEE 754 binary16; bfloat16), the leading one included. */
const roundings = [
  { name: 'bfloat16', bits: 8 },
  { name: 'float16', bits: 11 },
] as const;
export type Rounding = (typeof roundings)[number];

/**
 * The coarsest format that holds every value, where rows are `counted` (not NaN); undefined for what was computed more finely, as here:
 * among a few dozen such values one does not fit. Whole numbers say nothing, as people write those.
 */
export function roundingOf(
  { offsets }: Pick<LogProbColumns, 'offsets'>,
  values: Float64Array,
  counted: Float64Array,
): Rounding | undefined {
  let left: readonly Rounding[] = roundings;
  let isWhole = true;
  for (let row = 0; row < counted.length && left.length > 0; row++) {
    if (Number.isNaN(counted[row])) continue;
    for (let c = offsets[row]; c < offsets[row + 1]; c++) {
      isWhole &&= Number.isInteger(values[c]);
      if (left.some(({ bits }) => !fits(values[c], bits)))
        left = left.filter(({ bits }) => fits(values[c], bits));
    }
  }
  return isWhole ? undefined : left[0];
}

/** Nats from a value to the next one that can be told from it. */
export function spacingAt(value: number, { bits }: Rounding): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - bits + 1);
}

/** Whether a value has no more than so many significant bits: Dekker's split (1971), which rounds to them. */
function fits(value: number, bits: number): boolean {
  const shifted = value * (2 ** (53 - bits) + 1);
  return shifted - (shifted - value) === value;
}
