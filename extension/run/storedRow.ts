import type { RowFacts } from './rowsBuilder.ts';

/** A line of `scores.jsonl`: RowFacts as JSON, numbers in full double precision; NaN (not scored) as null. */
export function writeRow(row: RowFacts): string {
  const list = (values: ArrayLike<number>) => Array.from(values, (v) => (Number.isFinite(v) ? v : null));
  return JSON.stringify({
    line: row.line,
    lines: row.lines,
    byteOffset: row.byteOffset,
    byteLength: row.byteLength,
    hash: row.hash,
    id: row.id,
    status: row.status,
    reason: row.reason,
    flags: row.flags || undefined,
    turns: row.turns,
    slices: row.slices,
    asked: row.asked,
    ranked: row.ranked,
    tier: Array.from(row.tier),
    tokens: Array.from(row.tokens),
    policyLogp: list(row.policyLogp),
    referenceLogp: list(row.referenceLogp),
  });
}

/** The line had a row once and has none any more. */
export interface Removal {
  readonly line: number;
  readonly removed: true;
}

export function writeRemoval(line: number): string {
  return JSON.stringify({ line, removed: true } satisfies Removal);
}

/** Undefined for what is not a whole row: the end of a file that was cut off. */
export function readRow(text: string): RowFacts | Removal | undefined {
  let row: ReturnType<typeof JSON.parse>;
  try {
    row = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Number.isInteger(row?.line) && row.removed === true) return { line: row.line, removed: true };
  const lists = [row?.tier, row?.tokens, row?.policyLogp, row?.referenceLogp];
  if (!Number.isInteger(row?.line) || typeof row.hash !== 'string' || !lists.every(Array.isArray))
    return undefined;
  // A loop, as `from` with a function takes several times as long.
  const numbers = (values: (number | null)[]) => {
    const out = new Float64Array(values.length);
    for (let i = 0; i < out.length; i++) out[i] = values[i] ?? Number.NaN;
    return out;
  };
  return {
    ...row,
    flags: row.flags ?? 0,
    turns: Number.isInteger(row.turns) ? row.turns : undefined,
    policyLogp: numbers(row.policyLogp),
    referenceLogp: numbers(row.referenceLogp),
  };
}
