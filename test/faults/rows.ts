import type { RowFacts } from '../../extension/run/rowsBuilder.ts';

/** Rows that follow from their line alone. */
export function rowsFrom(first: number, count: number): RowFacts[] {
  return Array.from({ length: count }, (_, i) => {
    const line = first + i;
    const k = 2 + (line % 4);
    const logps = (by: number) => Float64Array.from({ length: k }, (_, j) => -Math.sqrt(line * by + j) / 3);
    return {
      line,
      byteOffset: 1000 * line,
      byteLength: 999,
      hash: `hash of line ${line}`,
      id: line % 3 === 0 ? `id ${line}` : undefined,
      status: 0,
      flags: line % 4,
      slices: { source: line % 2 === 0 ? 'web' : 'books' },
      tier: Uint16Array.from({ length: k }, (_, j) => j),
      tokens: new Uint32Array(k).fill(7),
      policyLogp: logps(7),
      referenceLogp: logps(11),
    };
  });
}
