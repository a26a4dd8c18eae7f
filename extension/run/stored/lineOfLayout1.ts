import type { RowFacts } from '../rowsBuilder.ts';
import type { Entry } from './encodePart.ts';

/**
 * A row of `scores.jsonl`, as runs kept them before there were parts: RowFacts as JSON, NaN as null. Undefined for what is not a
 * whole row: the end of a file that was cut off.
 */
export function lineOfLayout1(text: string): Entry | undefined {
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
  } satisfies RowFacts;
}
