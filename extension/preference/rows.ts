import type { LogProbColumns } from './columns.ts';

/** What became of an example. */
export const Status = { ok: 0, failed: 1, noPreference: 2, malformed: 3 } as const;
export type StatusCode = (typeof Status)[keyof typeof Status];

/**
 * The facts of a run, N examples in the order they were finished, C completions in all.
 * Log-probs of rows that are not `ok` may be NaN. Malformed rows have no completions.
 */
export interface Rows extends LogProbColumns {
  /** [N] 1-based line in the file. */
  readonly line: Uint32Array;
  /** [N] lines that the record takes; more than 1 where a format has one response a line. */
  readonly lines: Uint32Array;
  /** [N] byte offset and byte length of the record in the file, without its line end. */
  readonly byteOffset: Float64Array;
  readonly byteLength: Uint32Array;
  /** [N] StatusCode. */
  readonly status: Uint8Array;
  /** [N] bit 1: truncated, bit 2: tokenized apart at the border. */
  readonly flags: Uint8Array;
  /** [N] messages of the prompt but for the system's, at most 65535; 0 = it has none, or none were counted (malformed, older runs). */
  readonly turns: Uint16Array;
  /** [N] `exampleHash` of the record's text, to tell whether an open editor still shows what was scored. */
  readonly hash: readonly string[];
  readonly id: readonly (string | undefined)[];
  /** [N] why the example is not `ok`. */
  readonly reason: readonly (string | undefined)[];
  /** [N] scalar fields of the record that slice results. */
  readonly slices: readonly (Readonly<Record<string, string | number | boolean>> | undefined)[];
}

export const truncatedFlag = 1;
export const separateFlag = 2;

export const noRows: Rows = {
  offsets: new Uint32Array(1),
  tier: new Uint16Array(0),
  policyLogp: new Float64Array(0),
  referenceLogp: new Float64Array(0),
  tokens: new Uint32Array(0),
  line: new Uint32Array(0),
  lines: new Uint32Array(0),
  byteOffset: new Float64Array(0),
  byteLength: new Uint32Array(0),
  status: new Uint8Array(0),
  flags: new Uint8Array(0),
  turns: new Uint16Array(0),
  hash: [],
  id: [],
  reason: [],
  slices: [],
};

/** All rows of `a`, then all of `b`. */
export function concatRows(parts: readonly Rows[]): Rows {
  const n = parts.reduce((sum, p) => sum + p.line.length, 0);
  const offsets = new Uint32Array(n + 1);
  let row = 0;
  for (const part of parts) {
    const base = offsets[row];
    for (let i = 1; i < part.offsets.length; i++) offsets[row + i] = base + part.offsets[i];
    row += part.line.length;
  }
  const c = offsets[n];
  return {
    offsets,
    tier: join(parts, (p) => p.tier, new Uint16Array(c)),
    policyLogp: join(parts, (p) => p.policyLogp, new Float64Array(c)),
    referenceLogp: join(parts, (p) => p.referenceLogp, new Float64Array(c)),
    tokens: join(parts, (p) => p.tokens, new Uint32Array(c)),
    line: join(parts, (p) => p.line, new Uint32Array(n)),
    lines: join(parts, (p) => p.lines, new Uint32Array(n)),
    byteOffset: join(parts, (p) => p.byteOffset, new Float64Array(n)),
    byteLength: join(parts, (p) => p.byteLength, new Uint32Array(n)),
    status: join(parts, (p) => p.status, new Uint8Array(n)),
    flags: join(parts, (p) => p.flags, new Uint8Array(n)),
    turns: join(parts, (p) => p.turns, new Uint16Array(n)),
    hash: parts.flatMap((p) => p.hash),
    id: parts.flatMap((p) => p.id),
    reason: parts.flatMap((p) => p.reason),
    slices: parts.flatMap((p) => p.slices),
  };
}

function join<T extends { set(from: T, at: number): void; readonly length: number }>(
  parts: readonly Rows[],
  column: (rows: Rows) => T,
  into: T,
): T {
  let at = 0;
  for (const part of parts) {
    into.set(column(part), at);
    at += column(part).length;
  }
  return into;
}
